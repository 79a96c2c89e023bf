package dev.confab.web;

import dev.confab.message.Draft;
import dev.confab.ops.Settings;

/** What somebody wants to say, as it comes in; the same for REST and the socket. */
public final class Drafts {
    private Drafts() {}

    /** What is wrong with it is collected in the input. */
    public static Draft of(Input input, Settings.Limits limits) {
        // Passed over, a reply would stand among the messages of the channel, and a file would be lost in silence.
        input.check("parent", !input.has("parent"), "must not be there: replies are not known yet");
        input.check("attachments", !input.hasAny("attachments"), "must be empty: attachments are not known yet");
        return new Draft(input.uuid("clientId"), input.text("text", limits.text()));
    }
}
