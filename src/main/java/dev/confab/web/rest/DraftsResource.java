package dev.confab.web.rest;

import dev.confab.draft.KeptDraft;
import dev.confab.draft.KeptDrafts;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What the caller has begun to write, in channels of its own. */
@Path("/drafts")
public class DraftsResource {
    private static final String BETWEEN = ".";

    @Inject
    private KeptDrafts drafts;

    @Inject
    private Request request;

    @GET
    public Response list() {
        String cursor = request.cursor();
        int between = cursor.indexOf(BETWEEN);
        String channel = between < 0 ? cursor : cursor.substring(0, between);
        String parent = between < 0 ? "" : cursor.substring(between + 1);
        return Reply.ok(request.page(
                        drafts.of(request.user(), channel, parent, request.limit() + 1),
                        last -> last.channel() + BETWEEN + (last.parent() == null ? "" : last.parent()))
                .as("drafts", (KeptDraft draft) -> draft));
    }
}
