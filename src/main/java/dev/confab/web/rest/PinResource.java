package dev.confab.web.rest;

import dev.confab.message.Messages;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Whether a message is pinned to its channel. */
@Path("/messages/{id}/pin")
public class PinResource {
    @Inject
    private Messages messages;

    @Inject
    private Request request;

    @PUT
    public Response pin(@PathParam("id") String id) {
        return MessagesResource.answer(messages.pin(request.user(), id), false);
    }

    @DELETE
    public Response unpin(@PathParam("id") String id) {
        return MessagesResource.answer(messages.unpin(request.user(), id), false);
    }
}
