package dev.confab.web.rest;

import dev.confab.channel.Membership;
import dev.confab.draft.KeptDrafts;
import dev.confab.ops.Settings;
import dev.confab.thread.Root;
import dev.confab.thread.Threads;
import dev.confab.web.Blanks;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** What the caller has begun to write in a channel, or in one of its threads. */
@Path("/channels/{channel}/draft")
public class DraftResource {
    @Inject
    private Readers readers;

    @Inject
    private KeptDrafts drafts;

    @Inject
    private Threads threads;

    @Inject
    private Settings settings;

    @Inject
    private Request request;

    /** An empty text takes it away. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response keep(@PathParam("channel") String channel, Input input) {
        boolean isEmpty = Blanks.trimmed(input.string("text")).isEmpty();
        String text = isEmpty ? "" : input.text("text", settings.limits().text());
        String parent = input.has("parent") ? input.id("parent") : "";
        long age = input.has("age") ? input.number("age") : 0;
        input.check("age", age >= 0, "must not be negative");
        input.refuseIfWrong();
        Membership writer = readers.of(request.user(), channel);
        if (!parent.isEmpty() && !isEmpty && !isIn(channel, parent)) {
            return Reply.problem(Problem.invalid("parent", "is no message of this channel that has a thread"));
        }
        return switch (drafts.keep(writer, parent, text, Duration.ofMillis(age))) {
            case KeptDrafts.Result.Kept(var draft, var ignored) -> Reply.ok(draft);
            case KeptDrafts.Result.Full() -> Reply.problem(Problem.full("drafts"));
        };
    }

    private boolean isIn(String channel, String parent) {
        return threads.root(parent)
                .filter(root -> root.channel().equals(channel))
                .filter(Root::mayBeRepliedTo)
                .isPresent();
    }
}
