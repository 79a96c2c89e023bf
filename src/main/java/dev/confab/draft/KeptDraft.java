package dev.confab.draft;

import dev.confab.event.Json;
import java.time.Instant;

/**
 * What somebody has begun to write.
 *
 * @param parent the message whose thread it is for, or null
 * @param text empty when there is nothing any more
 * @param at when it was written: of two, the later one stays
 */
public record KeptDraft(String channel, String parent, String text, Instant at) implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        json.put("channel", channel).put("parent", parent).put("text", text).put("at", at);
    }
}
