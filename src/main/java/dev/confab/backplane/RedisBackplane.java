package dev.confab.backplane;

import dev.confab.event.Entry;
import dev.confab.ops.Installation;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * From node to node by publish and subscribe of Redis or Valkey: each log is a topic, and a node listens to those that
 * somebody reads on it. What is said is sealed, so that nobody else can put words into our mouths.
 *
 * <p>Without the server, or with one that loses, all that is missing here is found by the check of the heads.
 */
final class RedisBackplane implements Backplane, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisBackplane.class.getName());
    private static final int LONGEST_QUEUE = 4_096;
    private static final int SUBSCRIBED_AT_ONCE = 500;
    private static final int SAID_AT_ONCE = 200;
    private static final int NODE_BYTES = 8;
    private static final long PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 15_000;
    /**
     * In a cluster a shard may take its topics along with it (redis/lettuce #3213): we say once more what we listen to. And
     * after a cut the client's own way to listen again is one command for all of them, which a cluster refuses.
     */
    private static final long RENEWAL_MS = 30_000;

    private final String url;
    private final Supplier<Optional<Installation.Identity>> joining;
    private final LocalBackplane local = new LocalBackplane();
    private final String node;
    private final BlockingQueue<Saying> outgoing = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    /** Logs whose being wanted may have changed. */
    private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean isOpen = true;
    private volatile boolean isToRenew;
    private volatile Link link;

    /** What is to be told to the other nodes. */
    private sealed interface Saying {
        record Written(List<Entry> entries) implements Saying {}

        record Signalled(String topic, Packet.Signal signal) implements Saying {}
    }

    /** The way to the server, with what marks our words there. */
    private record Link(RedisLink redis, String prefix, Seal seal) {
        String topic(String log) {
            return prefix + log;
        }
    }

    /** @param joining empty as long as it is not known, and asked again */
    RedisBackplane(String url, Supplier<Optional<Installation.Identity>> joining) {
        this.url = url;
        this.joining = joining;
        byte[] random = new byte[NODE_BYTES];
        new SecureRandom().nextBytes(random);
        this.node = HexFormat.of().formatHex(random);
        wanted.add(NODES);
    }

    /** {@code mayBegin} is asked again and again until it says so. */
    void start(ThreadFactory threads, BooleanSupplier mayBegin) {
        workers.add(begin(threads, "confab-backplane-in", () -> attend(mayBegin)));
        workers.add(begin(threads, "confab-backplane-out", this::hand));
    }

    private static Thread begin(ThreadFactory threads, String name, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(name);
        thread.start();
        return thread;
    }

    @Override
    public void publish(List<Entry> committed) {
        local.publish(committed);
        if (!outgoing.offer(new Saying.Written(committed))) {
            lost.addAndGet(committed.size());
        }
    }

    @Override
    public void follow(Consumer<List<Entry>> follower) {
        local.follow(follower);
    }

    @Override
    public void followOwn(Consumer<List<Entry>> follower) {
        local.followOwn(follower);
    }

    @Override
    public void signal(String topic, String word, String text) {
        if (!outgoing.offer(new Saying.Signalled(topic, new Packet.Signal(word, text)))) {
            LOG.log(Level.FINE, "a signal found no room");
        }
    }

    @Override
    public void heed(String word, Ear ear) {
        local.heed(word, ear);
    }

    @Override
    public void listen(String log) {
        wanted.add(log);
        changed.add(log);
    }

    @Override
    public void leave(String log) {
        wanted.remove(log);
        changed.add(log);
    }

    boolean isConnected() {
        Link now = link;
        return now != null && now.redis().isUp();
    }

    /** Events that other nodes have told of. */
    long received() {
        return received.get();
    }

    /** What was heard and was not ours, or could not be read. */
    long refused() {
        return refused.get();
    }

    /** Events that no other node was told of. */
    long lost() {
        return lost.get();
    }

    /** Opens the link, and keeps what it listens to the same as what is wanted. */
    private void attend(BooleanSupplier mayBegin) {
        Set<String> subscribed = new HashSet<>();
        long renewedAt = System.nanoTime();
        try {
            while (isOpen && !mayBegin.getAsBoolean()) {
                Thread.sleep(PAUSE_MS);
            }
            while (isOpen) {
                if (link == null) {
                    connect();
                    isToRenew = true;
                    continue;
                }
                String first = changed.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
                boolean isOld = System.nanoTime() - renewedAt > TimeUnit.MILLISECONDS.toNanos(RENEWAL_MS);
                if ((isToRenew || isOld) && link.redis().isUp()) {
                    isToRenew = false;
                    renewedAt = System.nanoTime();
                    renew(subscribed, link);
                }
                if (first != null) {
                    Set<String> logs = new LinkedHashSet<>(List.of(first));
                    changed.drainTo(logs, SUBSCRIBED_AT_ONCE - 1);
                    adapt(logs, subscribed, link);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(Set<String> subscribed, Link now) {
        List<String> logs = List.copyOf(wanted);
        for (int from = 0; from < logs.size(); from += SUBSCRIBED_AT_ONCE) {
            List<String> some = logs.subList(from, Math.min(logs.size(), from + SUBSCRIBED_AT_ONCE));
            subscribed.addAll(some);
            say(() -> now.redis().subscribe(some.stream().map(now::topic).toList()));
        }
    }

    private void adapt(Set<String> logs, Set<String> subscribed, Link now) {
        List<String> more = logs.stream()
                .filter(wanted::contains)
                .filter(subscribed::add)
                .map(now::topic)
                .toList();
        List<String> less = logs.stream()
                .filter(log -> !wanted.contains(log))
                .filter(subscribed::remove)
                .map(now::topic)
                .toList();
        if (!more.isEmpty()) {
            say(() -> now.redis().subscribe(more));
        }
        if (!less.isEmpty()) {
            say(() -> now.redis().unsubscribe(less));
        }
    }

    private void say(Supplier<CompletionStage<?>> command) {
        try {
            command.get().exceptionally(this::renewSoon);
        } catch (RuntimeException e) { // cut off at this moment
            renewSoon(e);
        }
    }

    private <T> T renewSoon(Throwable failure) {
        LOG.log(Level.FINE, "what this node listens to is said again", failure);
        isToRenew = true;
        return null;
    }

    /** Tries until it has come true; each time it waits longer. */
    private void connect() throws InterruptedException {
        String complaint = null;
        long pause = PAUSE_MS;
        while (isOpen) {
            Optional<Installation.Identity> known = joining.get();
            if (known.isPresent()) {
                Seal seal = new Seal(known.get().secret());
                String prefix = "confab:" + known.get().id() + ":";
                try {
                    link = new Link(
                            RedisLink.open(
                                    url,
                                    (topic, message) -> hear(prefix, seal, topic, message),
                                    () -> isToRenew = true),
                            prefix,
                            seal);
                    LOG.info("connected with the server between the nodes");
                    return;
                } catch (RuntimeException | LinkageError e) { // without this thread it would never come true
                    String why = reason(e);
                    if (!why.equals(complaint)) {
                        complaint = why;
                        LOG.warning(
                                () -> "confab.redis.url: " + why
                                        + "; what other nodes write is found in the database, within a second or so, until it works");
                    }
                }
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
    }

    /** In words that hold no password: the client's own messages have none in them. */
    private static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    /** Tells the other nodes what this one has written. */
    private void hand() {
        while (isOpen) {
            try {
                Saying first = outgoing.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Saying> gathered = new ArrayList<>(List.of(first));
                    outgoing.drainTo(gathered, SAID_AT_ONCE - 1);
                    tell(gathered);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) { // hints may be lost, but not all that come after
                LOG.log(Level.WARNING, "other nodes could not be told; they will find it in the database", e);
            }
        }
    }

    private void tell(List<Saying> gathered) {
        Map<String, Packet> byTopic = new LinkedHashMap<>();
        for (Saying saying : gathered) {
            switch (saying) {
                case Saying.Written(List<Entry> entries) ->
                    entries.forEach(
                            entry -> packet(byTopic, entry.log()).entries().add(entry));
                case Saying.Signalled(String topic, Packet.Signal signal) ->
                    packet(byTopic, topic).signals().add(signal);
            }
        }
        Link now = link;
        byTopic.forEach((topic, packet) -> {
            int events = packet.entries().size();
            if (now == null) {
                lost.addAndGet(events);
                return;
            }
            String name = now.topic(topic);
            try {
                now.redis()
                        .publish(name, now.seal().close(name, packet.encode()))
                        .exceptionally(failure -> {
                            lost.addAndGet(events);
                            return null;
                        });
            } catch (RuntimeException e) { // cut off at this moment
                lost.addAndGet(events);
            }
        });
    }

    private Packet packet(Map<String, Packet> byTopic, String topic) {
        return byTopic.computeIfAbsent(topic, ignored -> new Packet(node, new ArrayList<>(), new ArrayList<>()));
    }

    /** By the client's threads. */
    private void hear(String prefix, Seal seal, String topic, byte[] message) {
        try {
            Optional<byte[]> content = seal.open(topic, message);
            if (content.isEmpty()) {
                refuse(topic, "is not sealed by a node of ours");
                return;
            }
            Packet packet = Packet.decode(content.get());
            if (packet.node().equals(node)) {
                return;
            }
            String log = topic.substring(prefix.length());
            if (packet.entries().stream().anyMatch(entry -> !entry.log().equals(log))) {
                refuse(topic, "holds what belongs elsewhere");
                return;
            }
            received.addAndGet(packet.entries().size());
            if (!packet.entries().isEmpty()) {
                local.deliver(packet.entries());
            }
            packet.signals().forEach(signal -> local.hear(packet.node(), log, signal.word(), signal.text()));
        } catch (IOException e) {
            refuse(topic, e.getMessage());
        } catch (RuntimeException e) { // the client's thread must go on
            LOG.log(Level.WARNING, "what another node said could not be handed on", e);
        }
    }

    private void refuse(String topic, String why) {
        if (refused.getAndIncrement() == 0) {
            LOG.warning(() -> "a packet on " + topic + " " + why + "; it and all others like it are passed over");
        }
    }

    @Override
    public void close() {
        isOpen = false;
        try {
            // It may be waiting for its next try; the other one says what it has begun to say.
            workers.stream().findFirst().ifPresent(Thread::interrupt);
            for (Thread worker : workers) {
                worker.join(TimeUnit.SECONDS.toMillis(3));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Link last = link;
        if (last != null) {
            last.redis().close();
        }
    }
}
