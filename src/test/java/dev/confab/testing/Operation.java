package dev.confab.testing;

import jakarta.json.JsonObject;

/**
 * One thing that a process did or was told, as it is written down: one line of JSON.
 *
 * @param at of nanoTime; only differences mean something
 * @param process who: a client by its name, or the sender of a {@code clientId}
 * @param seq 0 where there is none
 * @param text what identifies a message, unique in a run; null for what is no message
 * @param content a digest of the whole event, or null where it may differ from reader to reader
 */
public record Operation(
        long at,
        What what,
        Type type,
        String process,
        String log,
        String clientId,
        long seq,
        String text,
        String content) {

    /** What it is about. */
    public enum What {
        /** A message, or a change that has a text of its own, is said. */
        SEND,
        /** The client belongs to the user that the text names. */
        BELONG,
        /** A reader begins after this seq, because the server or the test has said so. */
        START,
        /** A reader goes on from its cursor and is told that the head is here. */
        RESUME,
        HEAR,
        /** A reader is out, and is to hear nothing after this seq. */
        REMOVE,
        /** The user that the text names was dismissed by the event of this seq, whoever of them has noticed. */
        DISMISS,
        /** The login of a reader has ended, in all logs. */
        REVOKE
    }

    /** As Jepsen has them: INFO is a send that nobody knows the outcome of. */
    public enum Type {
        INVOKE,
        OK,
        FAIL,
        INFO
    }

    String line() {
        return Wire.object(
                        "at",
                        at,
                        "f",
                        what.name(),
                        "type",
                        type.name(),
                        "process",
                        process,
                        "log",
                        log,
                        "clientId",
                        clientId,
                        "seq",
                        seq,
                        "text",
                        text,
                        "content",
                        content)
                .toString();
    }

    static Operation of(String line) {
        JsonObject json = Wire.parseObject(line);
        return new Operation(
                Wire.number(json, "at"),
                What.valueOf(json.getString("f")),
                Type.valueOf(json.getString("type")),
                json.getString("process", null),
                json.getString("log", null),
                json.getString("clientId", null),
                Wire.number(json, "seq"),
                json.getString("text", null),
                json.getString("content", null));
    }
}
