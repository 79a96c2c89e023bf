package dev.confab.web.rest;

import dev.confab.log.Logs;
import dev.confab.readmark.ReadMarks;
import dev.confab.web.Input;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The caller's own read mark in a channel. */
@Path("/channels/{channel}/read")
public class ReadResource {
    @Inject
    private Readers readers;

    @Inject
    private ReadMarks readMarks;

    @Inject
    private Request request;

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response read(@PathParam("channel") String channel, Input input) {
        long seq = input.number("seq");
        input.check("seq", seq >= 0, "must not be negative");
        boolean markUnread = input.flag("markUnread").orElse(false);
        input.refuseIfWrong();
        Logs.await(readMarks.move(readers.of(request.user(), channel), seq, markUnread));
        return Reply.done();
    }
}
