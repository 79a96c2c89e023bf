package dev.confab.event;

import java.time.Instant;

/**
 * A file as everyone who may see it sees it.
 *
 * @param width of a picture, as {@code height}; else null
 * @param hasThumbnail whether there is a small picture of it
 */
public record FileFacts(
        String id, String name, String type, long size, Integer width, Integer height, boolean hasThumbnail, Instant at)
        implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        json.put("id", id).put("name", name).put("type", type).put("size", size);
        if (width != null) {
            json.put("width", width).put("height", height);
        }
        json.put("thumbnail", hasThumbnail).put("at", at);
    }
}
