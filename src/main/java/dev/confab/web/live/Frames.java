package dev.confab.web.live;

import dev.confab.attachment.Attachments;
import dev.confab.draft.KeptDraft;
import dev.confab.event.Json;
import dev.confab.event.Message;
import dev.confab.ops.Settings;
import dev.confab.presence.Presence;
import dev.confab.presence.Presences;
import dev.confab.readmark.Seen;
import dev.confab.web.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The server's frames, but for events, which write themselves. */
final class Frames {
    private Frames() {}

    static String ready(
            String user,
            String connection,
            Map<String, Long> heads,
            int heartbeat,
            Settings.Limits limits,
            int fileSize,
            Optional<Duration> editWindow) {
        Json json = of("ready").put("user", user).put("connection", connection);
        json.put("heads", (Json.Writable) map -> heads.forEach(map::put));
        json.put("heartbeat", heartbeat);
        json.put("limits", (Json.Writable) map -> {
            map.put("text", limits.text())
                    .put("frame", limits.frame())
                    .put("sends", limits.sends())
                    .put("window", limits.window().toSeconds())
                    .put("burst", limits.burst())
                    .put("files", Attachments.MOST)
                    .put("fileSize", fileSize)
                    .put("watched", Presences.MOST_WATCHED);
            editWindow.ifPresent(window -> map.put("editWindow", window.toSeconds()));
        });
        return json.toString();
    }

    static String ack(String ref, Message message) {
        return reference(of("ack"), ref)
                .put("log", message.channel())
                .put("seq", message.seq())
                .put("id", message.id())
                .put("at", message.at())
                .toString();
    }

    static String refused(String ref, Problem problem) {
        Json json = reference(of("refused"), ref).put("problem", problem);
        if (problem.retryAfter() != null) {
            json.put("retryAfter", Math.max(1, problem.retryAfter().toMillis()));
        }
        return json.toString();
    }

    static String pong(String ref) {
        return reference(of("pong"), ref).toString();
    }

    static String typing(String channel, String user, String parent) {
        return of("typing")
                .put("channel", channel)
                .put("user", user)
                .put("parent", parent)
                .toString();
    }

    static String seen(Seen seen) {
        return of("seen")
                .put("channel", seen.channel())
                .put("user", seen.user())
                .put("seq", seen.seq())
                .toString();
    }

    static String draft(KeptDraft draft) {
        Json json = of("draft");
        draft.writeTo(json);
        return json.toString();
    }

    static String presence(Presence presence) {
        Json json = of("presence");
        presence.writeTo(json);
        return json.toString();
    }

    static String reset(String log, long head) {
        return of("reset").put("log", log).put("head", head).toString();
    }

    static String bye(String reason, long retryAfterMs) {
        return of("bye").put("reason", reason).put("retryAfter", retryAfterMs).toString();
    }

    private static Json of(String type) {
        return Json.object().put("type", type);
    }

    // The client's own reference goes back as it came: it is JSON already.
    private static Json reference(Json json, String ref) {
        return ref == null ? json : json.raw("ref", ref);
    }
}
