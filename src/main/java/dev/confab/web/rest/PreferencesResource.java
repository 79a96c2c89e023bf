package dev.confab.web.rest;

import dev.confab.event.PreferenceFacts;
import dev.confab.preference.Preferences;
import dev.confab.web.Input;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** What the caller has chosen, for all devices. */
@Path("/me/preferences")
public class PreferencesResource {
    private static final List<String> NAMES =
            List.of("receipts", "enterSends", "density", "announcements", "collapsed");
    private static final List<String> DENSITIES = List.of("comfortable", "compact");
    private static final List<String> ANNOUNCEMENTS = List.of("all", "mentions", "off");
    private static final List<String> SECTIONS = List.of("unread", "favourites", "channels", "direct");

    @Inject
    private Preferences preferences;

    @Inject
    private Request request;

    /** What is not named stays as it is. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(Input input) {
        // Not passed over as elsewhere: who chooses what there is not to choose would believe that it is kept.
        input.refuseOthers(NAMES, "is no preference");
        Optional<Boolean> receipts = input.flag("receipts");
        Optional<Boolean> enterSends = input.flag("enterSends");
        Optional<String> density = input.oneOf("density", DENSITIES);
        Optional<String> announcements = input.oneOf("announcements", ANNOUNCEMENTS);
        Optional<List<String>> collapsed = input.someOf("collapsed", SECTIONS);
        input.refuseIfWrong();
        return Reply.ok(preferences.change(
                request.user(),
                before -> new PreferenceFacts(
                        receipts.orElse(before.receipts()),
                        enterSends.orElse(before.enterSends()),
                        density.orElse(before.density()),
                        announcements.orElse(before.announcements()),
                        collapsed.orElse(before.collapsed()))));
    }
}
