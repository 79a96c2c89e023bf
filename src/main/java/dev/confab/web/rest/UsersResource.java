package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.account.Accounts.UpdateResult;
import dev.confab.account.Role;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** People, as everyone may see them. */
@Path("/users")
public class UsersResource {
    @Inject
    private Accounts accounts;

    @Inject
    private OwnLists lists;

    @Inject
    private Request request;

    @GET
    public Response search() {
        return Reply.ok(lists.users(request.line("query"), request.cursor(), request.limit()));
    }

    @GET
    @Path("{id}")
    public Response find(@PathParam("id") String id) {
        return accounts.find(id)
                .map(account -> Reply.ok(account.facts()))
                .orElseGet(() -> Reply.problem(Problem.notFound()));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response administer(@PathParam("id") String id, Input input) {
        if (!request.isWorkspaceAdmin()) {
            return Reply.problem(Problem.notAllowed("Only the workspace's owner and admins may do that."));
        }
        Role role = input.has("role") ? Role.of(input.string("role")) : null;
        input.check("role", role != null || !input.has("role"), "must be owner, admin or member");
        Boolean deactivated = input.flag("deactivated").orElse(null);
        input.refuseIfWrong();
        return switch (accounts.administer(request.identity(), id, role, deactivated)) {
            case UpdateResult.Updated(Account account) -> Reply.ok(account.facts());
            case UpdateResult.NotAllowed(String why) -> Reply.problem(Problem.notAllowed(why));
            default -> Reply.problem(Problem.notFound());
        };
    }
}
