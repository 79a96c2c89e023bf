package dev.confab.readmark;

import dev.confab.event.Json;

/** That somebody has read a channel up to {@code seq}. */
public record Seen(String channel, String user, long seq) implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        json.put("user", user).put("seq", seq);
    }
}
