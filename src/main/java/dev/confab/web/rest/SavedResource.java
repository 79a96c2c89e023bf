package dev.confab.web.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What the caller has put aside. */
@Path("/saved")
public class SavedResource {
    @Inject
    private OwnLists lists;

    @Inject
    private Request request;

    @GET
    public Response newest() {
        return Reply.ok(lists.saved(request.user(), request.cursor(), request.limit()));
    }
}
