package dev.confab.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes down in a {@link History} what one client does and hears. */
record Follower(History history, String reader) implements Live.Listener {
    private static final int DIGEST_BYTES = 8;

    @Override
    public void sending(String clientId, String channel, String text) {
        history.sending(clientId, channel, text);
    }

    @Override
    public void repeating(String clientId) {
        history.unknown(clientId);
    }

    @Override
    public void answered(String clientId, JsonObject frame) {
        if (frame.getString("type").equals("ack")) {
            history.acked(clientId, Wire.number(frame, "seq"));
        } else if (History.isFinal(frame)) {
            history.refused(clientId);
        }
    }

    @Override
    public void heard(Live.Event event) {
        history.heard(reader, event.log(), event.seq(), text(event), content(event));
        if (event.kind().equals("member.left")) {
            history.dismissed(event.body().getString("user"), event.log(), event.seq());
        }
    }

    @Override
    public void startedAfter(String log, long seq) {
        history.startedAfter(reader, log, seq);
    }

    @Override
    public void resumed(String log, long head) {
        history.resumed(reader, log, head);
    }

    @Override
    public void left(String log, long seq) {
        history.removed(reader, log, seq);
    }

    private String text(Live.Event event) {
        return switch (event.kind()) {
            case "message.posted" -> event.text();
            case "message.edited" -> event.text() != null && history.isSent(event.text()) ? event.text() : null;
            default -> null;
        };
    }

    /** What was said in a message that is deleted by now is struck out of the log: whoever reads later sees less. */
    private static String content(Live.Event event) {
        var body = event.body();
        if (body == null || event.kind().startsWith("message.") && body.containsKey("deletedAt")) {
            return null;
        }
        // Its author alone sees the clientId.
        var shown = Json.createObjectBuilder(body).remove("clientId").build();
        return event.kind() + " " + digest(shown.toString());
    }

    private static String digest(String text) {
        try {
            var whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(whole, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
