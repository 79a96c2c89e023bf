package dev.confab.testing;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in a run, as those outside saw it: each send with its outcome, and for each reader what it was shown, in the
 * order that it was shown. Texts must be unique in a run, because readers know a message by its text. Safe for use by
 * several threads.
 */
public final class History {

    /** How a send ended. UNKNOWN: time ran out or the line broke, so it may or may not have happened. */
    public enum Outcome {
        UNKNOWN,
        ACKED,
        REFUSED
    }

    /** One send. {@code seq} is 0 until it is acked; a later ack of a repeat must name the same. Times are of nanoTime. */
    public record Send(
            String clientId, String channel, String text, long invokedAt, Outcome outcome, long seq, long answeredAt) {}

    /** One step of a reader in one log. */
    public sealed interface Step {}

    /** The reader heard an event; {@code text} is null unless it is a posted message. */
    public record Heard(long seq, String text, long at) implements Step {}

    /** The reader begins here, or goes on after this seq because the server or the test has said so. */
    public record StartedAfter(long seq) implements Step {}

    /** The reader's removal is committed under this seq: it must hear nothing later, until it starts again. */
    public record Removed(long seq) implements Step {}

    /** One reader in one log. */
    public record Reader(String name, String log) {}

    private final Map<String, Send> sends = new LinkedHashMap<>();
    private final Map<Reader, List<Step>> readers = new LinkedHashMap<>();

    /** Acks that name another seq than an earlier ack of the same clientId. */
    private final List<Send> contradictions = new ArrayList<>();

    /** A send goes out. Repeats of it count as the same send. */
    public synchronized void sending(String clientId, String channel, String text) {
        sends.putIfAbsent(clientId, new Send(clientId, channel, text, System.nanoTime(), Outcome.UNKNOWN, 0, 0));
    }

    public synchronized void acked(String clientId, long seq) {
        var send = sends.get(clientId);
        if (send.outcome == Outcome.ACKED) {
            if (send.seq != seq) {
                contradictions.add(answered(send, Outcome.ACKED, seq));
            }
            return;
        }
        sends.put(clientId, answered(send, Outcome.ACKED, seq));
    }

    /** The server has said no, for good. A refusal for now, such as 429 or 503, leaves the outcome open. */
    public synchronized void refused(String clientId) {
        sends.compute(clientId, (id, send) -> answered(send, Outcome.REFUSED, 0));
    }

    private static Send answered(Send send, Outcome outcome, long seq) {
        return new Send(send.clientId, send.channel, send.text, send.invokedAt, outcome, seq, System.nanoTime());
    }

    public synchronized void heard(String reader, String log, long seq, String text) {
        steps(reader, log).add(new Heard(seq, text, System.nanoTime()));
    }

    public synchronized void startedAfter(String reader, String log, long seq) {
        steps(reader, log).add(new StartedAfter(seq));
    }

    public synchronized void removed(String reader, String log, long seq) {
        steps(reader, log).add(new Removed(seq));
    }

    private List<Step> steps(String reader, String log) {
        return readers.computeIfAbsent(new Reader(reader, log), none -> new ArrayList<>());
    }

    /** Writes down all that a client does and hears from now on. The name tells readers apart: one for each device. */
    public void follow(String reader, Live live) {
        synchronized (live) {
            live.cursors().forEach((log, seq) -> startedAfter(reader, log, seq));
            live.listen(new Live.Listener() {
                @Override
                public void sending(String clientId, String channel, String text) {
                    History.this.sending(clientId, channel, text);
                }

                @Override
                public void answered(String clientId, JsonObject frame) {
                    if (frame.getString("type").equals("ack")) {
                        acked(clientId, Wire.number(frame, "seq"));
                    } else if (isFinal(Wire.number(frame.getJsonObject("problem"), "status"))) {
                        refused(clientId);
                    }
                }

                @Override
                public void heard(Live.Event event) {
                    var text = event.kind().equals("message.posted") ? event.text() : null;
                    History.this.heard(reader, event.log(), event.seq(), text);
                }

                @Override
                public void startedAfter(String log, long seq) {
                    History.this.startedAfter(reader, log, seq);
                }
            });
        }
    }

    private static boolean isFinal(long status) {
        return status < 500 && status != 429;
    }

    synchronized List<Send> sends() {
        return List.copyOf(sends.values());
    }

    synchronized List<Send> contradictions() {
        return List.copyOf(contradictions);
    }

    synchronized Map<Reader, List<Step>> readers() {
        var copy = new LinkedHashMap<Reader, List<Step>>();
        readers.forEach((reader, steps) -> copy.put(reader, List.copyOf(steps)));
        return copy;
    }
}
