package dev.confab.event;

import java.time.Instant;
import java.util.List;

/**
 * A message as everyone sees it. What remains of a deleted one is its tombstone: who and when, without the text.
 *
 * <p>The author's {@code clientId} is not here: it is only for the author ({@link Entry#frame}).
 */
public record Message(
        String id,
        String channel,
        long seq,
        String author,
        String text,
        Instant at,
        Instant editedAt,
        Instant deletedAt)
        implements Json.Writable {

    @Override
    public void writeTo(Json json) {
        json.put("id", id).put("channel", channel).put("seq", seq).put("author", author);
        if (deletedAt != null) {
            json.put("at", at).put("deletedAt", deletedAt);
            return;
        }
        json.put("text", text)
                .put("at", at)
                .put("editedAt", editedAt)
                .strings("reactions", List.of())
                .strings("mentions", List.of())
                .strings("attachments", List.of());
    }
}
