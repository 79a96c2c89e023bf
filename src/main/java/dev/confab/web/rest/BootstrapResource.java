package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.channel.Channels;
import dev.confab.event.Json;
import dev.confab.log.Logs;
import dev.confab.message.Messages;
import dev.confab.ops.Settings;
import dev.confab.preference.Preferences;
import dev.confab.presence.Statuses;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** All that a client begins with, in one answer: what it would otherwise ask for list by list. */
@Path("/bootstrap")
public class BootstrapResource {
    private static final int PAGE = 50;
    private static final int LIST = 200;

    @Inject
    private Accounts accounts;

    @Inject
    private Preferences preferences;

    @Inject
    private Statuses statuses;

    @Inject
    private Logs logs;

    @Inject
    private Channels channels;

    @Inject
    private Messages messages;

    @Inject
    private OwnLists lists;

    @Inject
    private Settings settings;

    @Inject
    private Request request;

    @GET
    public Response begin() {
        String user = request.user();
        // Before all else: what the user's log tells after it may be in the rest already, and is never missing.
        long head = logs.settledHead(user);
        Account me = accounts.find(user).orElseThrow(() -> new Refused(Problem.signedOut()));
        String channel = request.text("channel");
        Optional<Messages.Page> page = channel.isEmpty()
                ? Optional.empty()
                : channels.membership(user, channel).map(reader -> messages.before(reader, Long.MAX_VALUE, PAGE));
        Json.Writable own = me.own(preferences.of(user));
        Json.Writable joined = lists.channels(user, "", LIST);
        Json.Writable people = lists.users("", "", LIST);
        Json.Writable blocked = lists.blocks(user, "", LIST);
        Json.Writable saved = lists.savedIds(user, LIST);
        Json.Writable threads = lists.threads(user, "", LIST);
        return Reply.ok(json -> {
            json.put("head", head)
                    .put("me", own)
                    .put("status", statuses.of(user))
                    .put("channels", joined)
                    .put("users", people)
                    .put("blocks", blocked)
                    .put("saved", saved)
                    .put("threads", threads)
                    .put("files", FilesResource.limits(settings));
            page.ifPresent(shown -> json.put("page", (Json.Writable) inner -> inner.put("channel", channel)
                    .put("messages", shown.messages())
                    .put("head", shown.head())));
        });
    }
}
