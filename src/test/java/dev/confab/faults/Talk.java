package dev.confab.faults;

import dev.confab.testing.History;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What a client says and does all the time, by socket and by HTTP, as its seed has it. */
final class Talk {
    private static final String POSTED = "message.posted";
    private static final List<String> EMOJI = List.of("👍", "🎉", "👀");

    private final Client client;
    private final History history;
    private final Random random;
    /** Of each channel that it takes part in, the last message. */
    private final Map<String, String> heard = new ConcurrentHashMap<>();
    /** What it has said itself and may still change. */
    private final List<JsonObject> own = new CopyOnWriteArrayList<>();

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final List<String> channels = new ArrayList<>();
    private int said;
    private Person host;
    private volatile boolean isOver;
    private Thread thread;

    Talk(Client client, History history, Random random) {
        this.client = client;
        this.history = history;
        this.random = random;
        client.live().listen(new Live.Listener() {
            @Override
            public void heard(Live.Event event) {
                if (event.kind().equals(POSTED) && event.body().containsKey("text")) {
                    heard.put(event.log(), event.body().getString("id"));
                    if (event.text().startsWith(client.name() + " says ")) {
                        own.add(event.body());
                    }
                }
            }
        });
    }

    /**
     * Begins to talk in these channels.
     *
     * @param perSecond on average
     * @param host who may dismiss it and let it in again; null for one who stays
     */
    void begin(List<String> places, double perSecond, Person whoDismisses) {
        channels.addAll(places);
        host = whoDismisses;
        thread = Thread.ofVirtual().name("talk of " + client.name()).start(() -> {
            while (!isOver) {
                pause((long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9));
                if (!isOver) {
                    actUnlessItFails(channels.get(random.nextInt(channels.size())), random.nextInt(100));
                }
            }
        });
    }

    void stop() {
        isOver = true;
    }

    /** Posts by HTTP that have no answer yet. */
    int pending() {
        return pending.get();
    }

    private void pause(long nanos) {
        var until = System.nanoTime() + nanos;
        for (var left = nanos; !isOver && left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    private void actUnlessItFails(String channel, int dice) {
        try {
            act(channel, dice);
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    /** What was answered that no answer may be. */
    List<Throwable> failures() {
        return failures;
    }

    private void act(String channel, int dice) {
        try {
            if (dice < 55) {
                client.live().send(channel, text());
            } else if (dice < 70) {
                post(channel);
            } else if (dice < 80) {
                react(channel, dice % 2 == 0);
            } else if (dice < 86) {
                edit();
            } else if (dice < 90) {
                delete();
            } else if (dice < 95) {
                client.live().say(Wire.object("type", "read", "channel", channel, "seq", seen(channel)));
            } else if (host == null) {
                client.live().say(Wire.object("type", "typing", "channel", channel));
            } else {
                goAndComeAgain(channel, dice % 2 == 0);
            }
        } catch (UncheckedIOException e) {
            // The line is bad. What was asked for may have happened or not: it is open in the history.
        }
    }

    private long seen(String channel) {
        return client.live().cursor(channel);
    }

    private String text() {
        return client.name() + " says " + ++said;
    }

    /** By HTTP, as often as it takes, always under the same clientId. */
    private void post(String channel) {
        var clientId = UUID.randomUUID().toString();
        var text = text();
        history.sending(clientId, channel, text);
        pending.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            var most = 250L;
            for (var least = tryPost(channel, clientId, text);
                    least.isPresent() && client.repeats();
                    least = tryPost(channel, clientId, text)) {
                if (client.isOver()) {
                    return; // it stays pending, and is told as a send that nobody has answered
                }
                LockSupport.parkNanos(
                        least.get().plusMillis(random.nextLong(most)).toNanos());
                most = Math.min(most * 2, 4_000);
            }
            pending.decrementAndGet();
        });
    }

    /** How long it shall be left alone before it is tried again; empty when it has been answered for good. */
    private Optional<Duration> tryPost(String channel, String clientId, String text) {
        var wait = Duration.ZERO;
        try {
            var reply = client.here().tryPost(channel, clientId, text);
            if (reply.status() == 200 || reply.status() == 201) {
                history.acked(clientId, Wire.number(reply.json(), "seq"));
                return Optional.empty();
            }
            if (isFinal(reply)) {
                history.refused(clientId);
                return Optional.empty();
            }
            wait = Duration.ofSeconds(
                    reply.headers().firstValueAsLong("Retry-After").orElse(0));
        } catch (UncheckedIOException e) {
            // It is said again.
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
        history.unknown(clientId);
        return Optional.of(wait);
    }

    private static boolean isFinal(Reply reply) {
        return reply.status() >= 400 && reply.status() < 500 && reply.status() != 429;
    }

    private void react(String channel, boolean more) {
        var message = heard.get(channel);
        if (message != null) {
            var emoji = Person.encoded(EMOJI.get(random.nextInt(EMOJI.size())));
            client.here().call(more ? "PUT" : "DELETE", "/messages/" + message + "/reactions/" + emoji, null);
        }
    }

    /** Once only: an answer that does not come leaves it open. */
    private void edit() {
        if (own.isEmpty()) {
            return;
        }
        var message = own.remove(random.nextInt(own.size())); // which is not deleted later
        var edit = UUID.randomUUID().toString();
        var text = text() + " after all";
        history.sending(edit, message.getString("channel"), text);
        try {
            var reply = client.here().call("PATCH", "/messages/" + message.getString("id"), Wire.object("text", text));
            if (reply.status() == 200) {
                history.acked(edit, 0);
            } else if (isFinal(reply)) {
                history.refused(edit);
            } else {
                history.unknown(edit);
            }
        } catch (UncheckedIOException e) {
            history.unknown(edit);
        }
    }

    private void delete() {
        if (!own.isEmpty()) {
            var message = own.remove(random.nextInt(own.size()));
            client.here().call("DELETE", "/messages/" + message.getString("id"), null);
        }
    }

    /** Leaves or is dismissed, and comes or is let in again. */
    private void goAndComeAgain(String channel, boolean byHost) {
        var me = "/channels/" + channel + "/members/" + client.live().user();
        var goer = byHost ? host.by(client.here().server()) : client.here();
        try {
            goer.call("DELETE", me, null);
        } catch (UncheckedIOException e) {
            // It may have come to pass for all that: who does not come again would be outside until the end.
        }
        pause(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(800)));
        for (var tries = 0; tries < 100 && !client.isOver(); tries++) {
            try {
                if (client.here().call("PUT", me, null).status() == 204) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // Later, perhaps by another way.
            }
            pause(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
