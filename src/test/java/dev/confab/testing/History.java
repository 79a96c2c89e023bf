package dev.confab.testing;

import dev.confab.testing.Operation.Type;
import dev.confab.testing.Operation.What;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened in a run, as those outside saw it: each send with its outcome, and for each reader what it was shown, in the
 * order that it was shown. Texts must be unique in a run, because readers know a message by its text. It is a list of
 * {@link Operation}s, which can be kept in a file and judged later. Safe for use by several threads.
 */
public final class History {

    /** How a send ended. UNKNOWN: time ran out or the line broke, so it may or may not have happened. */
    public enum Outcome {
        UNKNOWN,
        ACKED,
        REFUSED
    }

    /**
     * One send. {@code seq} is 0 until it is acked; a later ack of a repeat must name the same. It stays 0 where the answer
     * names no place, as that to an edit. Times are of nanoTime.
     */
    public record Send(
            String clientId, String channel, String text, long invokedAt, Outcome outcome, long seq, long answeredAt) {}

    /** One step of a reader in one log. */
    public sealed interface Step {}

    /** The reader heard an event; {@code text} is null unless it is a message, {@code content} where it may differ. */
    public record Heard(long seq, String text, String content, long at) implements Step {}

    /** The reader begins here, or goes on after this seq because the server or the test has said so. */
    public record StartedAfter(long seq) implements Step {}

    /** The reader goes on from its cursor on a new connection, and was told that the log's head is this. */
    public record Resumed(long head) implements Step {}

    /** The reader's removal is committed under this seq: it must hear nothing later, until it starts again. */
    public record Removed(long seq) implements Step {}

    /** One reader in one log. */
    public record Reader(String name, String log) {}

    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();

    /** A send goes out. Repeats of it count as the same send. */
    public void sending(String clientId, String channel, String text) {
        add(What.SEND, Type.INVOKE, clientId, channel, clientId, 0, text, null);
    }

    public void acked(String clientId, long seq) {
        add(What.SEND, Type.OK, clientId, null, clientId, seq, null, null);
    }

    /**
     * The server has said no, for good. A refusal for now, such as 429 or 503, leaves the outcome open, and so does one of a
     * repeat: nobody knows what became of the try before it, which may lie on a node that is cut off.
     */
    public void refused(String clientId) {
        add(What.SEND, Type.FAIL, clientId, null, clientId, 0, null, null);
    }

    /** Time ran out or the line broke. */
    public void unknown(String clientId) {
        add(What.SEND, Type.INFO, clientId, null, clientId, 0, null, null);
    }

    public void heard(String reader, String log, long seq, String text) {
        heard(reader, log, seq, text, String.valueOf(text));
    }

    public void heard(String reader, String log, long seq, String text, String content) {
        add(What.HEAR, Type.OK, reader, log, null, seq, text, content);
    }

    public void startedAfter(String reader, String log, long seq) {
        add(What.START, Type.OK, reader, log, null, seq, null, null);
    }

    public void resumed(String reader, String log, long head) {
        add(What.RESUME, Type.OK, reader, log, null, head, null, null);
    }

    public void removed(String reader, String log, long seq) {
        add(What.REMOVE, Type.OK, reader, log, null, seq, null, null);
    }

    /** All readers that belong to the user are out of the log from this seq on. */
    public void dismissed(String user, String log, long seq) {
        add(What.DISMISS, Type.OK, null, log, null, seq, user, null);
    }

    /** The reader's login has ended: a moment later it must hear nothing, in no log. */
    public void revoked(String reader) {
        add(What.REVOKE, Type.OK, reader, null, null, 0, null, null);
    }

    public void belongs(String reader, String user) {
        add(What.BELONG, Type.OK, reader, null, null, 0, user, null);
    }

    private synchronized void add(
            What what, Type type, String process, String log, String clientId, long seq, String text, String content) {
        if (what == What.SEND && text != null) {
            texts.add(text);
        }
        operations.add(new Operation(System.nanoTime(), what, type, process, log, clientId, seq, text, content));
    }

    /** Writes down all that a client does and hears from now on. The name tells readers apart: one for each device. */
    public void follow(String reader, Live live) {
        synchronized (live) {
            belongs(reader, live.user());
            live.cursors().forEach((log, seq) -> startedAfter(reader, log, seq));
            live.listen(new Follower(this, reader));
        }
    }

    synchronized boolean isSent(String text) {
        return texts.contains(text);
    }

    public synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** One line of JSON for each operation. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, operations().stream().map(Operation::line).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static History of(List<Operation> operations) {
        var history = new History();
        history.operations.addAll(operations);
        operations.stream()
                .filter(operation -> operation.what() == What.SEND && operation.text() != null)
                .forEach(operation -> history.texts.add(operation.text()));
        return history;
    }

    public static History read(Path file) {
        try (var lines = Files.lines(file)) {
            return of(lines.map(Operation::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A refusal is the outcome of the first try alone: of a repeat's, one of those before it may be written yet. */
    List<Send> sends() {
        var sends = new LinkedHashMap<String, Send>();
        var repeated = new HashSet<String>();
        operations().stream().filter(one -> one.what() == What.SEND).forEach(one -> {
            switch (one.type()) {
                case INVOKE ->
                    sends.putIfAbsent(
                            one.clientId(),
                            new Send(one.clientId(), one.log(), one.text(), one.at(), Outcome.UNKNOWN, 0, 0));
                case OK ->
                    sends.computeIfPresent(
                            one.clientId(),
                            (id, send) -> send.outcome == Outcome.ACKED ? send : answered(send, Outcome.ACKED, one));
                case FAIL -> {
                    if (!repeated.contains(one.clientId())) {
                        sends.computeIfPresent(one.clientId(), (id, send) -> answered(send, Outcome.REFUSED, one));
                    }
                }
                case INFO -> repeated.add(one.clientId());
            }
        });
        return List.copyOf(sends.values());
    }

    private static Send answered(Send send, Outcome outcome, Operation answer) {
        return new Send(send.clientId, send.channel, send.text, send.invokedAt, outcome, answer.seq(), answer.at());
    }

    /** Acks that name another seq than an earlier ack of the same clientId. */
    List<Operation> contradictions() {
        var seqs = new LinkedHashMap<String, Long>();
        return operations().stream()
                .filter(one -> one.what() == What.SEND && one.type() == Type.OK)
                .filter(one -> {
                    var earlier = seqs.putIfAbsent(one.clientId(), one.seq());
                    return earlier != null && earlier != one.seq();
                })
                .toList();
    }

    Map<Reader, List<Step>> readers() {
        var readers = new LinkedHashMap<Reader, List<Step>>();
        operations().stream().filter(one -> one.log() != null).forEach(one -> {
            Step step = switch (one.what()) {
                case START -> new StartedAfter(one.seq());
                case RESUME -> new Resumed(one.seq());
                case HEAR -> new Heard(one.seq(), one.text(), one.content(), one.at());
                case REMOVE -> new Removed(one.seq());
                case SEND, BELONG, DISMISS, REVOKE -> null;
            };
            if (step != null) {
                readers.computeIfAbsent(new Reader(one.process(), one.log()), none -> new ArrayList<>())
                        .add(step);
            }
        });
        return readers;
    }

    /** The last answers of the server, whose client writes them down. */
    static boolean isFinal(JsonObject refused) {
        var status = Wire.number(refused.getJsonObject("problem"), "status");
        return status < 500 && status != 429;
    }
}
