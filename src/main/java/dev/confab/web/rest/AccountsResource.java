package dev.confab.web.rest;

import dev.confab.account.Accounts;
import dev.confab.account.NewAccount;
import dev.confab.account.PasswordRules;
import dev.confab.account.SignInResult;
import dev.confab.event.PreferenceFacts;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
public class AccountsResource {
    @Inject
    private Accounts accounts;

    @Inject
    private PasswordRules rules;

    @Inject
    private Request request;

    @POST
    @Open
    public CompletionStage<Response> signUp(Input input) {
        String username = Fields.username(input);
        String email = Fields.email(input);
        String displayName = Fields.displayName(input);
        String password =
                Fields.newPassword(input, "password", wanted -> rules.objection(wanted, username, email, displayName));
        input.refuseIfWrong();
        Request.Cookies cookies = request.cookies();
        return accounts.signUp(new NewAccount(username, email, displayName, password), request.client())
                .thenApply(result -> switch (result) {
                    case Accounts.SignUpResult.Created(SignInResult.SignedIn signedIn) ->
                        signedIn(Reply.created(signedIn.account().own(PreferenceFacts.STANDARD)), signedIn, cookies);
                    case Accounts.SignUpResult.Taken(String field) -> Reply.problem(Problem.taken(field));
                    case Accounts.SignUpResult.Full() -> Reply.problem(Problem.full("accounts"));
                });
    }

    static Response signedIn(Response answer, SignInResult.SignedIn signedIn, Request.Cookies cookies) {
        Response.ResponseBuilder response = Response.fromResponse(answer)
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.session(signedIn.session().secret()));
        if (signedIn.device() != null) {
            response.header(HttpHeaders.SET_COOKIE, cookies.device(signedIn.device()));
        }
        return response.build();
    }
}
