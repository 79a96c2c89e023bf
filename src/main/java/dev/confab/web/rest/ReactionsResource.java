package dev.confab.web.rest;

import dev.confab.message.Messages;
import dev.confab.reaction.Emoji;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The caller's own reaction to a message. */
@Path("/messages/{id}/reactions/{emoji}")
public class ReactionsResource {
    @Inject
    private Messages messages;

    @Inject
    private Request request;

    @PUT
    public Response react(@PathParam("id") String id, @PathParam("emoji") String emoji) {
        return MessagesResource.answer(messages.react(request.user(), id, canonical(emoji)), false);
    }

    @DELETE
    public Response unreact(@PathParam("id") String id, @PathParam("emoji") String emoji) {
        return MessagesResource.answer(messages.unreact(request.user(), id, canonical(emoji)), false);
    }

    private static String canonical(String emoji) {
        return Emoji.canonical(emoji)
                .orElseThrow(
                        () -> new Refused(Problem.invalid("emoji", "emoji", "must be one emoji, as Unicode has them")));
    }
}
