package dev.confab.web.rest;

import dev.confab.preference.ChannelMark;
import dev.confab.preference.Preferences;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** What a channel is to the caller. */
@Path("/channels/{channel}/preferences")
public class ChannelPreferencesResource {
    @Inject
    private Readers readers;

    @Inject
    private Preferences preferences;

    @Inject
    private Request request;

    /** What is not named stays as it is. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Response mark(@PathParam("channel") String channel, Input input) {
        Optional<Boolean> muted = input.flag("muted");
        Optional<Boolean> favourite = input.flag("favourite");
        input.refuseIfWrong();
        return preferences
                .mark(
                        readers.of(request.user(), channel),
                        before -> new ChannelMark(muted.orElse(before.muted()), favourite.orElse(before.favourite())))
                .map(Reply::ok)
                .orElseGet(() -> Reply.problem(Problem.notFound()));
    }
}
