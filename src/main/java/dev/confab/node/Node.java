package dev.confab.node;

import dev.confab.event.Json;
import java.time.Instant;

/**
 * A node as it was when it last said so.
 *
 * @param id of this run: a node that starts anew is another one
 * @param isDrained whether an administrator wants it to be without people
 * @param sockets how many it has
 */
public record Node(String id, String name, Instant startedAt, Instant seenAt, boolean isDrained, int sockets)
        implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        json.put("id", id)
                .put("name", name)
                .put("startedAt", startedAt)
                .put("seenAt", seenAt)
                .put("drained", isDrained)
                .put("sockets", sockets);
    }
}
