package dev.confab.web.rest;

import dev.confab.message.Messages;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** What a channel keeps at hand. */
@Path("/channels/{channel}/pins")
public class PinsResource {
    @Inject
    private Readers readers;

    @Inject
    private Messages messages;

    @Inject
    private Request request;

    @GET
    public Response pinned(@PathParam("channel") String channel) {
        Messages.Page page = messages.pinned(readers.of(request.user(), channel));
        return Reply.ok(json -> json.put("pins", page.messages()).put("head", page.head()));
    }
}
