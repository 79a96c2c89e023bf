package dev.confab.message;

import dev.confab.event.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What an author wants to say, already trimmed and within the limits. {@code clientId} is the author's own name for it:
 * the same name means the same message, however often it is sent. It is kept as it was written.
 *
 * @param reply null for what is said to the channel
 * @param attachments ids of files that the author has uploaded, in their order; with any, the text may be empty
 */
public record Draft(String clientId, String text, Message.Reply reply, List<String> attachments) {

    public Draft(String clientId, String text, Message.Reply reply) {
        this(clientId, text, reply, List.of());
    }

    public Draft(String clientId, String text) {
        this(clientId, text, null);
    }

    /** The {@code clientId} by which a repeat is recognised: a UUID is the same in capitals. */
    String folded() {
        return clientId.toLowerCase(Locale.ROOT);
    }

    /** What a repeat must agree with: the channel and the content. */
    String fingerprint(String channel) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(channel.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(text.getBytes(StandardCharsets.UTF_8));
            if (reply != null) { // a text holds no such byte
                sha.update((byte) 0);
                sha.update((reply.parent() + " " + reply.isInChannel()).getBytes(StandardCharsets.UTF_8));
            }
            if (!attachments.isEmpty()) {
                sha.update((byte) 0);
                sha.update(String.join(",", attachments).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
