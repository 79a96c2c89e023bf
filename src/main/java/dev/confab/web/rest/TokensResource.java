package dev.confab.web.rest;

import dev.confab.account.Login;
import dev.confab.account.Logins;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Personal access tokens: for programs that act as their owner. */
@Path("/tokens")
public class TokensResource {
    private static final int LONGEST_NAME = 80;

    @Inject
    private Logins logins;

    @Inject
    private Request request;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response issue(Input input) {
        String name = input.line("name", 1, LONGEST_NAME);
        input.refuseIfWrong();
        return logins.issueToken(request.user(), name, request.client())
                .map(begun -> Reply.created(json -> json.put("id", begun.login().id())
                        .put("name", name)
                        .put("token", begun.secret().text())))
                .orElseGet(() -> Reply.problem(Problem.full("tokens of one user")));
    }

    @GET
    public Response list() {
        return Reply.ok(request.page(
                        logins.of(request.user(), Login.Kind.TOKEN, request.cursor(), request.limit() + 1), Login::id)
                .as("tokens", Login::asToken));
    }

    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        return logins.end(request.user(), Login.Kind.TOKEN, id) ? Reply.done() : Reply.problem(Problem.notFound());
    }
}
