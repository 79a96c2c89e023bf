package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.account.Accounts.UpdateResult;
import dev.confab.account.PasswordRules;
import dev.confab.event.Json;
import dev.confab.preference.Preferences;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** The caller's own account. */
@Path("/me")
public class MeResource {
    @Inject
    private Accounts accounts;

    @Inject
    private PasswordRules rules;

    @Inject
    private Preferences preferences;

    @Inject
    private Request request;

    @GET
    public Response me() {
        return Reply.ok(own(account()));
    }

    private Json.Writable own(Account account) {
        return account.own(preferences.of(account.id()));
    }

    private Account account() {
        return accounts.find(request.user()).orElseThrow(() -> new Refused(Problem.signedOut()));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(Input input) {
        if (!input.has("displayName")) {
            return me();
        }
        String displayName = Fields.displayName(input);
        input.refuseIfWrong();
        return answer(accounts.rename(request.user(), displayName), true);
    }

    @PUT
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> changePassword(Input input) {
        Account me = account();
        String current = Fields.password(input, "current");
        String wanted = Fields.newPassword(input, "password", password -> rules.objection(password, me));
        input.refuseIfWrong();
        return accounts.changePassword(request.identity(), request.client(), current, wanted)
                .thenApply(result -> answer(result, false));
    }

    @PUT
    @Path("email")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> changeEmail(Input input) {
        String current = Fields.password(input, "current");
        String email = Fields.email(input);
        input.refuseIfWrong();
        return accounts.changeEmail(request.identity(), request.client(), current, email)
                .thenApply(result -> answer(result, false));
    }

    private Response answer(UpdateResult result, boolean withBody) {
        return switch (result) {
            case UpdateResult.Updated(Account account) -> withBody ? Reply.ok(own(account)) : Reply.done();
            case UpdateResult.Unknown() -> Reply.problem(Problem.notFound());
            case UpdateResult.WrongPassword() -> Reply.problem(Problem.notAllowed("The current password is wrong."));
            case UpdateResult.Throttled(var wait) ->
                Reply.problem(Problem.tooMany("Too many passwords have been wrong.", wait));
            case UpdateResult.EmailTaken() -> Reply.problem(Problem.taken("email"));
            case UpdateResult.NotAllowed(String why) -> Reply.problem(Problem.notAllowed(why));
        };
    }
}
