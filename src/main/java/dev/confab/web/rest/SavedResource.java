package dev.confab.web.rest;

import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.saved.Saved;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What the caller has put aside. */
@Path("/saved")
public class SavedResource {
    @Inject
    private Saved saved;

    @Inject
    private Messages messages;

    @Inject
    private Request request;

    @GET
    public Response newest() {
        String user = request.user();
        Page<Saved.One> page = request.page(
                saved.newest(user, before(request.cursor()), request.limit() + 1), last -> Long.toString(last.seq()));
        List<OwnMessage> shown = messages.findAll(
                user, page.shown().stream().map(Saved.One::message).toList());
        return Reply.ok(json -> json.put("messages", shown).nullable("next", page.next()));
    }

    private static long before(String cursor) {
        try {
            return cursor.isEmpty() ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Refused(Problem.invalid("cursor", "is not one of ours"));
        }
    }
}
