package dev.confab.web;

import dev.confab.event.Message;
import dev.confab.message.Draft;
import dev.confab.ops.Settings;

/** What somebody wants to say, as it comes in; the same for REST and the socket. */
public final class Drafts {
    private Drafts() {}

    /** What is wrong with it is collected in the input. */
    public static Draft of(Input input, Settings.Limits limits) {
        // Passed over, a file would be lost in silence.
        input.check("attachments", !input.hasAny("attachments"), "must be empty: attachments are not known yet");
        return new Draft(input.uuid("clientId"), input.text("text", limits.text()), reply(input));
    }

    private static Message.Reply reply(Input input) {
        boolean isInChannel = input.flag("inChannel").orElse(false);
        input.check("inChannel", !isInChannel || input.has("parent"), "is for replies");
        return input.has("parent") ? new Message.Reply(input.id("parent"), isInChannel) : null;
    }
}
