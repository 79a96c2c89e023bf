package dev.confab.web.rest;

import dev.confab.mention.Mentions;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Where the caller was named. */
@Path("/mentions")
public class MentionsResource {
    @Inject
    private Mentions mentions;

    @Inject
    private Messages messages;

    @Inject
    private Request request;

    @GET
    public Response newest() {
        String user = request.user();
        Page<String> page =
                request.page(mentions.newest(user, request.cursor(), request.limit() + 1), Function.identity());
        List<OwnMessage> shown = messages.findAll(user, page.shown());
        return Reply.ok(json -> json.put("mentions", shown).nullable("next", page.next()));
    }
}
