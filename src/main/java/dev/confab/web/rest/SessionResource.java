package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Login;
import dev.confab.account.Logins;
import dev.confab.account.SignInResult;
import dev.confab.account.SignIns;
import dev.confab.event.Json;
import dev.confab.preference.Preferences;
import dev.confab.web.Blanks;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** Signing in and out, and the sessions that are open. */
@Path("/")
public class SessionResource {
    private static final int LONGEST_LOGIN = 254;

    @Inject
    private SignIns signIns;

    @Inject
    private Logins logins;

    @Inject
    private Preferences preferences;

    @Inject
    private Request request;

    @POST
    @Path("session")
    @Open
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> signIn(Input input) {
        String login = Blanks.trimmed(input.string("login"));
        input.check(
                "login", !login.isEmpty() && login.length() <= LONGEST_LOGIN, "is not a username or e-mail address");
        String password = Fields.password(input, "password");
        input.refuseIfWrong();
        Request.Cookies cookies = request.cookies();
        return signIns.attempt(login, password, request.client()).thenApply(result -> switch (result) {
            case SignInResult.SignedIn signedIn ->
                AccountsResource.signedIn(Reply.ok(own(signedIn.account())), signedIn, cookies);
            case SignInResult.Refused() -> Reply.problem(Problem.wrongCredentials());
            case SignInResult.Throttled(var wait) ->
                Reply.problem(Problem.tooMany("Too many attempts to sign in have failed.", wait));
        });
    }

    private Json.Writable own(Account account) {
        return account.own(preferences.of(account.id()));
    }

    @DELETE
    @Path("session")
    public Response signOut() {
        logins.end(request.user(), request.identity().login());
        return Response.fromResponse(Reply.done())
                .header(HttpHeaders.SET_COOKIE, request.cookies().none())
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .build();
    }

    @GET
    @Path("sessions")
    public Response sessions() {
        String current = request.identity().login();
        return Reply.ok(request.page(
                        logins.of(request.user(), Login.Kind.SESSION, request.cursor(), request.limit() + 1), Login::id)
                .as("sessions", login -> login.asSession(current)));
    }

    @DELETE
    @Path("sessions/{id}")
    public Response end(@PathParam("id") String id) {
        return logins.end(request.user(), Login.Kind.SESSION, id) ? Reply.done() : Reply.problem(Problem.notFound());
    }
}
