package dev.confab.preference;

import dev.confab.event.Json;

/** What a channel is to one of its members. */
public record ChannelMark(boolean muted, boolean favourite) implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        json.put("muted", muted).put("favourite", favourite);
    }
}
