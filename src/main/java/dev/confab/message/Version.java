package dev.confab.message;

import dev.confab.event.Json;
import java.time.Instant;

/** What a message has said from {@code at} on, until it was edited. */
public record Version(String text, Instant at) implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        json.put("text", text).put("at", at);
    }
}
