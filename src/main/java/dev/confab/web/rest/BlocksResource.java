package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.block.Blocks;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whom the caller has blocked. */
@Path("/me/blocks")
public class BlocksResource {
    @Inject
    private Blocks blocks;

    @Inject
    private Accounts accounts;

    @Inject
    private Request request;

    @GET
    public Response list() {
        Page<Blocks.One> page = request.page(
                blocks.newest(request.user(), before(request.cursor()), request.limit() + 1),
                last -> Long.toString(last.seq()));
        Map<String, Account> people = accounts
                .findAll(page.shown().stream().map(Blocks.One::other).toList())
                .stream()
                .collect(Collectors.toMap(Account::id, Function.identity()));
        return Reply.ok(page.as("users", one -> people.get(one.other()).facts()));
    }

    private static long before(String cursor) {
        try {
            return cursor.isEmpty() ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Refused(Problem.invalid("cursor", "is not one of ours"));
        }
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
