package dev.confab.web.rest;

import dev.confab.event.Message;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.saved.Saved;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Whether the caller has put a message aside. */
@Path("/messages/{id}/saved")
public class SavingResource {
    @Inject
    private Messages messages;

    @Inject
    private Saved saved;

    @Inject
    private Request request;

    @PUT
    public Response save(@PathParam("id") String id) {
        return saved.add(request.user(), id, seen(id).channel())
                ? Reply.done()
                : Reply.problem(Problem.full("saved messages"));
    }

    @DELETE
    public Response unsave(@PathParam("id") String id) {
        saved.remove(request.user(), id, seen(id).channel());
        return Reply.done();
    }

    private Message seen(String id) {
        return messages.find(request.user(), id)
                .map(OwnMessage::message)
                .filter(message -> message.deletedAt() == null)
                .orElseThrow(() -> new Refused(Problem.notFound()));
    }
}
