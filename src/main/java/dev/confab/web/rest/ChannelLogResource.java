package dev.confab.web.rest;

import dev.confab.channel.Membership;
import dev.confab.event.Entry;
import dev.confab.event.Json;
import dev.confab.log.Logs;
import dev.confab.log.Slice;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** A channel's events, for clients that have missed some. */
@Path("/channels/{channel}/log")
public class ChannelLogResource {
    @Inject
    private Readers readers;

    @Inject
    private Logs logs;

    @Inject
    private Request request;

    @GET
    public Response log(@PathParam("channel") String channel) {
        Membership reader = readers.of(request.user(), channel);
        long after = request.number("after").orElse(0L);
        long head = logs.head(channel);
        Slice slice = logs.read(channel, after, request.limit());
        if (slice.isCut()) {
            return Reply.problem(Problem.gone(head));
        }
        return Reply.ok(json -> {
            json.put(
                    "events",
                    slice.entries().stream()
                            .map(entry -> shape(entry, reader.user()))
                            .toList());
            json.put(
                    "head",
                    Math.max(
                            head,
                            slice.entries().isEmpty()
                                    ? head
                                    : slice.entries().getLast().seq()));
        });
    }

    private static Json.Writable shape(Entry entry, String reader) {
        return json -> json.put("log", entry.log())
                .put("seq", entry.seq())
                .put("kind", entry.kind())
                .put("at", entry.at())
                .put("actor", entry.actor())
                .raw("body", entry.bodyFor(reader));
    }
}
