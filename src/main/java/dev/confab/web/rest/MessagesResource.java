package dev.confab.web.rest;

import dev.confab.message.ChangeResult;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.ops.Settings;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** One message, by its id. */
@Path("/messages/{id}")
public class MessagesResource {
    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    @Inject
    private Request request;

    @GET
    public Response find(@PathParam("id") String id) {
        return messages.find(request.user(), id).map(Reply::ok).orElseGet(() -> Reply.problem(Problem.notFound()));
    }

    @GET
    @Path("history")
    public Response history(@PathParam("id") String id) {
        return messages.history(request.user(), id)
                .map(versions -> Reply.ok(json -> json.put("versions", versions)))
                .orElseGet(() -> Reply.problem(Problem.notFound()));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Response edit(@PathParam("id") String id, Input input) {
        String text = input.text("text", settings.limits().text());
        input.refuseIfWrong();
        return answer(messages.edit(request.user(), id, text), true);
    }

    @DELETE
    public Response delete(@PathParam("id") String id) {
        return answer(messages.delete(request.user(), request.isWorkspaceAdmin(), id), false);
    }

    static Response answer(ChangeResult result, boolean withBody) {
        return switch (result) {
            case ChangeResult.Changed(OwnMessage message) -> withBody ? Reply.ok(message) : Reply.done();
            case ChangeResult.NotThere() -> Reply.problem(Problem.notFound());
            case ChangeResult.Full(String what) -> Reply.problem(Problem.full(what));
            case ChangeResult.NotAllowed(String why) -> Reply.problem(Problem.notAllowed(why));
        };
    }
}
