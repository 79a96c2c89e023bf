package dev.confab.web.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The threads that the caller follows. */
@Path("/threads")
public class ThreadsResource {
    @Inject
    private OwnLists lists;

    @Inject
    private Request request;

    @GET
    public Response followed() {
        return Reply.ok(lists.threads(request.user(), request.cursor(), request.limit()));
    }
}
