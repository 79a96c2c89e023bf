package dev.confab.web.rest;

import dev.confab.block.Blocks;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Whom the caller has blocked. */
@Path("/me/blocks")
public class BlocksResource {
    @Inject
    private Blocks blocks;

    @Inject
    private OwnLists lists;

    @Inject
    private Request request;

    @GET
    public Response list() {
        return Reply.ok(lists.blocks(request.user(), request.cursor(), request.limit()));
    }

    @PUT
    @Path("{user}")
    public Response block(@PathParam("user") String user) {
        return answer(blocks.block(request.user(), user));
    }

    @DELETE
    @Path("{user}")
    public Response unblock(@PathParam("user") String user) {
        return answer(blocks.unblock(request.user(), user));
    }

    private static Response answer(Blocks.Outcome outcome) {
        return switch (outcome) {
            case DONE -> Reply.done();
            case NO_SUCH_USER -> Reply.problem(Problem.notFound());
            case ONESELF -> Reply.problem(Problem.invalid("user", "is yourself"));
            case FULL -> Reply.problem(Problem.full("blocked people"));
        };
    }
}
