package dev.confab.event;

import java.time.Instant;

/** What all members of a channel see alike; what each sees for itself (read mark, unread) is not here. */
public record ChannelFacts(
        String id, String kind, String name, String topic, boolean archived, String createdBy, Instant createdAt)
        implements Json.Writable {

    @Override
    public void writeTo(Json json) {
        json.put("id", id)
                .put("kind", kind)
                .nullable("name", name)
                .nullable("topic", topic)
                .put("archived", archived)
                .put("createdBy", createdBy)
                .put("createdAt", createdAt);
    }
}
