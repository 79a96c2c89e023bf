package dev.confab.web;

import dev.confab.attachment.Attachments;
import dev.confab.event.Message;
import dev.confab.message.Draft;
import dev.confab.ops.Settings;
import java.util.List;
import java.util.Set;

/** What somebody wants to say, as it comes in; the same for REST and the socket. */
public final class Drafts {
    private Drafts() {}

    /** What is wrong with it is collected in the input. */
    public static Draft of(Input input, Settings.Limits limits) {
        List<String> attachments = attachments(input);
        return new Draft(
                input.uuid("clientId"), text(input, limits, !attachments.isEmpty()), reply(input), attachments);
    }

    private static String text(Input input, Settings.Limits limits, boolean mayBeEmpty) {
        return mayBeEmpty && !input.has("text") ? "" : input.text("text", mayBeEmpty ? 0 : 1, limits.text());
    }

    private static List<String> attachments(Input input) {
        if (!input.hasAny("attachments")) {
            return List.of();
        }
        List<String> ids = input.ids("attachments");
        input.check("attachments", ids.size() <= Attachments.MOST, "must be at most " + Attachments.MOST);
        input.check("attachments", Set.copyOf(ids).size() == ids.size(), "names one twice");
        return ids;
    }

    private static Message.Reply reply(Input input) {
        boolean isInChannel = input.flag("inChannel").orElse(false);
        input.check("inChannel", !isInChannel || input.has("parent"), "is for replies");
        return input.has("parent") ? new Message.Reply(input.id("parent"), isInChannel) : null;
    }
}
