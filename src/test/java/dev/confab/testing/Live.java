package dev.confab.testing;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A person's client on the socket, as the app is one: it keeps its cursors and its unacked sends over any number of
 * connections. It notes everything that it hears and judges nothing; that is for the test or the {@link Checker}. Safe for use by
 * several threads.
 */
public final class Live implements AutoCloseable {

    /** An event frame, as it came. */
    public record Event(String log, long seq, String kind, JsonObject frame) {

        public JsonObject body() {
            return frame.getJsonObject("body");
        }

        /** Of the message in the body; null where there is none. */
        public String text() {
            return body() == null ? null : body().getString("text", null);
        }
    }

    /** What a client owes the server and its user; one without a duty is a control. */
    public enum Duty {
        /** Says at each connection how far it has heard. */
        RESUME,
        /** Says again what was not answered. */
        REPEAT,
        /** Says it again under the same clientId. */
        SAME_CLIENT_ID
    }

    /** What a send was: kept until it is answered, to be said again after a cut. */
    private record Unacked(String channel, String text, long since) {}

    private final Person person;
    private final List<JsonObject> frames = new ArrayList<>();
    private final List<JsonObject> unheard = new ArrayList<>();
    private final Map<String, List<Event>> events = new TreeMap<>();
    private final Map<String, Long> cursors = new TreeMap<>();
    private final Map<String, Unacked> unacked = new LinkedHashMap<>();
    private final Map<String, Unacked> refused = new LinkedHashMap<>();
    private final Map<String, JsonObject> answers = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Set<Duty> duties = EnumSet.allOf(Duty.class);
    private int receiveBuffer;
    private long lastFrameAt;
    private Connection connection;
    private Throwable objection;

    /** Hears what this client does and hears, in order, under its lock. */
    public interface Listener {
        default void sending(String clientId, String channel, String text) {}

        /** What has no answer, or none for good, is said again. */
        default void repeating(String clientId) {}

        default void answered(String clientId, JsonObject frame) {}

        default void heard(Event event) {}

        /** From here on the client goes on after this seq, and not after the last one that it heard. */
        default void startedAfter(String log, long seq) {}

        /** A new connection goes on from the client's cursor in a log whose head it was told. */
        default void resumed(String log, long head) {}

        /** The user is out of the log, of which this was the last seq that was heard. */
        default void left(String log, long seq) {}
    }

    private Live(Person person) {
        this.person = person;
    }

    static Live open(Person person) {
        var live = new Live(person);
        live.connect();
        return live;
    }

    /** A client that is not connected yet. */
    public static Live of(Person person) {
        return new Live(person);
    }

    /** The size of the receive buffer of connections from now on. */
    public synchronized Live receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    /** The id of whose client it is. */
    public String user() {
        return person.id();
    }

    public synchronized void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Connects, resumes from the cursors, repeats what is unacked, and waits for the server's {@code ready}. */
    public void connect() {
        connectBy(person);
    }

    /** The same by way of another address, see {@link Person#by}. */
    public void connectBy(Person way) {
        var readies = frames("ready").size();
        Connection opened;
        try {
            var headers = RawSocket.handshake(way.server());
            headers.putAll(way.credentials());
            opened = new Connection(this, RawSocket.connect(way.server(), "/ws/v1", headers, buffer()));
            synchronized (this) {
                connection = opened;
                lastFrameAt = System.nanoTime();
                say(Wire.object(
                        "type", "resume", "cursors", duties.contains(Duty.RESUME) ? Map.copyOf(cursors) : Map.of()));
                repeatUnacked();
            }
            opened.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("a ready frame", live -> live.frames("ready").size() > readies || !opened.isOpen());
        if (frames("ready").size() <= readies) {
            throw new AssertionError("not let in: " + opened);
        }
    }

    private void repeatUnacked() {
        if (duties.contains(Duty.REPEAT)) {
            unacked.forEach((clientId, send) -> {
                listeners.forEach(listener -> listener.repeating(clientId));
                saySend(
                        duties.contains(Duty.SAME_CLIENT_ID)
                                ? clientId
                                : UUID.randomUUID().toString(),
                        send);
            });
        }
    }

    /** The client neglects this duty from now on. */
    public synchronized void neglect(Duty duty) {
        duties.remove(duty);
    }

    private synchronized int buffer() {
        return receiveBuffer;
    }

    /** Sends without waiting for the answer; gives the clientId. */
    public String send(String channel, String text) {
        var clientId = UUID.randomUUID().toString();
        send(channel, clientId, text);
        return clientId;
    }

    /** The same with a clientId of one's own. When the connection is gone, it goes out with the next one. */
    public synchronized void send(String channel, String clientId, String text) {
        listeners.forEach(listener -> listener.sending(clientId, channel, text));
        var send = new Unacked(channel, text, System.nanoTime());
        unacked.put(clientId, send);
        saySend(clientId, send);
    }

    /** Sends once more what was refused, under the same clientId. */
    public synchronized void repeat(String clientId) {
        var send = refused.remove(clientId);
        unacked.put(clientId, send);
        listeners.forEach(listener -> listener.repeating(clientId));
        saySend(clientId, send);
    }

    /** What was refused for the moment only: the client is to say it again. */
    public synchronized List<String> refusedForNow() {
        return refused.keySet().stream()
                .filter(clientId -> !History.isFinal(answers.get(clientId)))
                .toList();
    }

    /** How long the oldest send has been waiting that has no answer for good yet, in nanoseconds. */
    public synchronized long longestWait() {
        var waiting = new ArrayList<>(unacked.values());
        refusedForNow().forEach(clientId -> waiting.add(refused.get(clientId)));
        var now = System.nanoTime();
        return waiting.stream().mapToLong(send -> now - send.since).max().orElse(0);
    }

    /** How long nothing has been heard, in nanoseconds. */
    public synchronized long silence() {
        return System.nanoTime() - lastFrameAt;
    }

    private void saySend(String clientId, Unacked send) {
        say(Wire.object(
                "type", "send", "ref", clientId, "channel", send.channel, "clientId", clientId, "text", send.text));
    }

    /** Sends any frame. On a connection that is gone it is lost, as it would be on the way. */
    public synchronized void say(JsonObject frame) {
        try {
            connection.socket().sendText(frame.toString());
        } catch (IOException e) {
            connection.ended();
        }
    }

    /** The answer to a send, {@code ack} or {@code refused}, waiting for it. */
    public JsonObject answer(String clientId) {
        await("an answer to " + clientId, live -> live.answers.containsKey(clientId));
        return answerSoFar(clientId);
    }

    /** The answer if there is one already, else null. */
    public synchronized JsonObject answerSoFar(String clientId) {
        return answers.get(clientId);
    }

    /** The seq under which a send was acked, waiting for it. */
    public long acked(String clientId) {
        var answer = answer(clientId);
        if (!answer.getString("type").equals("ack")) {
            throw new AssertionError("not acked: " + answer);
        }
        return Wire.number(answer, "seq");
    }

    public synchronized int unacked() {
        return unacked.size();
    }

    /** All events of a log so far, over all connections. */
    public synchronized List<Event> events(String log) {
        return List.copyOf(events.getOrDefault(log, List.of()));
    }

    /** All frames of a type so far, over all connections. */
    public synchronized List<JsonObject> frames(String type) {
        return frames.stream()
                .filter(frame -> frame.getString("type").equals(type))
                .toList();
    }

    /** All frames so far that came from a connection which was cut already. */
    public synchronized List<JsonObject> unheard() {
        return List.copyOf(unheard);
    }

    /** The last seq of a log that this client knows of. */
    public synchronized long cursor(String log) {
        return cursors.getOrDefault(log, 0L);
    }

    public synchronized Map<String, Long> cursors() {
        return Map.copyOf(cursors);
    }

    /** Goes on from here at the next connect. */
    public synchronized void cursor(String log, long seq) {
        start(log, seq);
    }

    /** Waits until the event of this seq has come. */
    public Event event(String log, long seq) {
        await("seq " + seq + " of " + log, live -> live.cursor(log) >= seq);
        return events(log).stream()
                .filter(event -> event.seq == seq)
                .findFirst()
                .orElseThrow(() -> new AssertionError("never heard seq " + seq + " of " + log));
    }

    /** Waits until a message of this text has come. */
    public Event message(String log, String text) {
        Predicate<Event> wanted = event -> event.kind.equals("message.posted") && text.equals(event.text());
        await("a message \"" + text + "\"", live -> live.events(log).stream().anyMatch(wanted));
        return events(log).stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits until the condition holds, at most {@link Waiting#SOON}. */
    public void await(String what, Predicate<Live> condition) {
        await(Waiting.SOON, what, condition);
    }

    public synchronized void await(Duration limit, String what, Predicate<Live> condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.test(this)) {
            throwObjection();
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(
                        person.username() + " waited " + limit.toMillis() + " ms for " + what + "; " + connection);
            }
            try {
                // In slices, as a condition may look at more than this client.
                wait(Math.min(left, 50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    public synchronized boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /** The code of the close frame of the last connection, once it is there. */
    public synchronized OptionalInt closeCode() {
        return connection.closeCode();
    }

    /** Stops or goes on taking bytes from the connection. Stopped, it soon looks to the server like a reader that is stuck. */
    public synchronized void reading(boolean on) {
        connection.reading(on);
    }

    /** Ends the connection with a reset, as a broken line does. Cursors and unacked sends stay. */
    public synchronized void cut() {
        connection.cut();
    }

    @Override
    public synchronized void close() {
        if (isOpen()) {
            connection.close();
        }
        throwObjection();
    }

    /** The server has said what it never should: no test is to overlook that. */
    synchronized void objectTo(Throwable wrong) {
        objection = wrong;
    }

    private void throwObjection() {
        if (objection != null) {
            throw new AssertionError(person.username() + " was told what is not to be told", objection);
        }
    }

    /** The connection for what this class cannot say. */
    public synchronized RawSocket socket() {
        return connection.socket();
    }

    /** What a connection that was cut has read before is not heard any more: the next one has resumed without it. */
    synchronized void hear(Connection from, JsonObject frame) {
        if (from == connection && from.isOpen()) {
            lastFrameAt = System.nanoTime();
            hear(frame);
        } else {
            unheard.add(frame);
        }
    }

    private void hear(JsonObject frame) {
        frames.add(frame);
        switch (frame.getString("type")) {
            case "ready" ->
                Wire.numbers(frame.getJsonObject("heads")).forEach((log, head) -> {
                    if (cursors.containsKey(log)) {
                        listeners.forEach(listener -> listener.resumed(log, head));
                    } else {
                        start(log, head);
                    }
                });
            case "event" -> hearEvent(frame);
            case "reset" -> start(frame.getString("log"), Wire.number(frame, "head"));
            case "ack", "refused" -> {
                var ref = frame.get("ref");
                if (ref != null && ref.getValueType() == JsonValue.ValueType.STRING) {
                    answered(frame.getString("ref"), frame);
                }
            }
            default -> {
                // Noted is enough.
            }
        }
        notifyAll();
    }

    private void hearEvent(JsonObject frame) {
        var log = frame.getString("log");
        var event = new Event(log, Wire.number(frame, "seq"), frame.getString("kind"), frame);
        events.computeIfAbsent(log, none -> new ArrayList<>()).add(event);
        cursors.put(log, event.seq);
        listeners.forEach(listener -> listener.heard(event));
        if (event.kind.equals("channel.joined")) {
            start(event.body().getString("channel"), Wire.number(event.body(), "head"));
        }
        if (event.kind.equals("channel.left")) {
            var last = cursors.remove(event.body().getString("channel"));
            if (last != null) {
                listeners.forEach(listener -> listener.left(event.body().getString("channel"), last));
            }
        }
    }

    private void answered(String clientId, JsonObject frame) {
        var send = unacked.remove(clientId);
        if (send != null && frame.getString("type").equals("refused")) {
            refused.put(clientId, send);
        }
        answers.put(clientId, frame);
        listeners.forEach(listener -> listener.answered(clientId, frame));
    }

    private void start(String log, long seq) {
        cursors.put(log, seq);
        listeners.forEach(listener -> listener.startedAfter(log, seq));
    }

    synchronized void changed() {
        notifyAll();
    }
}
