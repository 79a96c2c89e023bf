package dev.confab.web.rest;

import dev.confab.log.Logs;
import dev.confab.readmark.ReadMarks;
import dev.confab.readmark.Receipts;
import dev.confab.readmark.Seen;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The caller's own read mark in a channel, and how far the others are. */
@Path("/channels/{channel}/read")
public class ReadResource {
    @Inject
    private Readers readers;

    @Inject
    private ReadMarks readMarks;

    @Inject
    private Receipts receipts;

    @Inject
    private Request request;

    /** The others who have read up to {@code seq}. */
    @GET
    public Response seen(@PathParam("channel") String channel) {
        long seq = request.number("seq").orElse(0L);
        return receipts.at(readers.of(request.user(), channel), seq, request.cursor(), request.limit() + 1)
                .map(seen -> Reply.ok(request.page(seen, Seen::user).as("readers", one -> one)))
                .orElseGet(() -> Reply.problem(Problem.notAllowed("Read receipts are switched off.")));
    }

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
