package dev.confab.web.rest;

import dev.confab.node.Node;
import dev.confab.node.Nodes;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The nodes of the installation, for those who look after it. */
@Path("/admin/nodes")
public class NodesResource {
    @Inject
    private Nodes nodes;

    @Inject
    private Request request;

    @GET
    public Response list() {
        refuseUnlessAdmin();
        return Reply.ok(request.page(nodes.running(request.cursor(), request.limit() + 1), Node::id)
                .as("nodes", node -> node));
    }

    @PUT
    @Path("{id}/drain")
    public Response drain(@PathParam("id") String id) {
        return want(id, true);
    }

    @DELETE
    @Path("{id}/drain")
    public Response endDrain(@PathParam("id") String id) {
        return want(id, false);
    }

    private Response want(String id, boolean drained) {
        refuseUnlessAdmin();
        return nodes.want(id, drained, request.user()) ? Reply.done() : Reply.problem(Problem.notFound());
    }

    private void refuseUnlessAdmin() {
        if (!request.isWorkspaceAdmin()) {
            throw new Refused(Problem.notAllowed("Only the workspace's owner and admins may do that."));
        }
    }
}
