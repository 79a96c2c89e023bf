package dev.confab.web.rest;

import dev.confab.channel.Membership;
import dev.confab.message.Messages;
import dev.confab.thread.Place;
import dev.confab.thread.Threads;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** What was said about one message, and how far the caller has read it. */
@Path("/messages/{id}/thread")
public class ThreadResource {
    @Inject
    private Messages messages;

    @Inject
    private Threads threads;

    @Inject
    private Request request;

    @GET
    public Response page(@PathParam("id") String id) {
        Optional<Long> before = request.number("before");
        Optional<Long> after = request.number("after");
        if (before.isPresent() && after.isPresent()) {
            return Reply.problem(Problem.malformed("Give one of before and after."));
        }
        String user = request.user();
        return messages.thread(user, id, before, after, request.limit())
                .map(thread -> {
                    Place place = threads.place(user, id);
                    long unread = threads.unread(user, id);
                    return Reply.ok(json -> json.put("message", thread.root())
                            .put("messages", thread.replies())
                            .put("head", thread.head())
                            .put("follows", place.follows())
                            .put("readSeq", place.readSeq())
                            .put("unread", unread));
                })
                .orElseGet(() -> Reply.problem(Problem.notFound()));
    }

    @PUT
    @Path("follow")
    public Response follow(@PathParam("id") String id) {
        threads.follow(reader(id), id, true);
        return Reply.done();
    }

    @DELETE
    @Path("follow")
    public Response unfollow(@PathParam("id") String id) {
        threads.follow(reader(id), id, false);
        return Reply.done();
    }

    @PUT
    @Path("read")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response read(@PathParam("id") String id, Input input) {
        long seq = input.number("seq");
        input.check("seq", seq >= 0, "must not be negative");
        input.refuseIfWrong();
        threads.read(reader(id), id, seq);
        return Reply.done();
    }

    private Membership reader(String id) {
        return messages.rootReader(request.user(), id).orElseThrow(() -> new Refused(Problem.notFound()));
    }
}
