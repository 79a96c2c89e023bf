package dev.confab.web.rest;

import dev.confab.event.Json;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.thread.Threads;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The threads that the caller follows. */
@Path("/threads")
public class ThreadsResource {
    @Inject
    private Threads threads;

    @Inject
    private Messages messages;

    @Inject
    private Request request;

    /** Where a page begins: the time of the last reply of the thread before it, and its id. */
    private record Cursor(Instant at, String root) {
        static Cursor of(String text) {
            if (text.isEmpty()) {
                return new Cursor(Instant.ofEpochMilli(Long.MAX_VALUE), "");
            }
            try {
                int between = text.indexOf('.');
                return new Cursor(
                        Instant.ofEpochMilli(Long.parseLong(text.substring(0, between))), text.substring(between + 1));
            } catch (RuntimeException e) {
                throw new Refused(Problem.invalid("cursor", "is not one of ours"));
            }
        }
    }

    @GET
    public Response followed() {
        String user = request.user();
        Cursor cursor = Cursor.of(request.cursor());
        Page<Threads.Followed> page = request.page(
                threads.followed(user, cursor.at(), cursor.root(), request.limit() + 1),
                last -> last.lastAt().toEpochMilli() + "." + last.place().root());
        Map<String, OwnMessage> roots =
                messages
                        .findAll(
                                user,
                                page.shown().stream()
                                        .map(followed -> followed.place().root())
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(root -> root.message().id(), Function.identity()));
        List<Json.Writable> shown = page.shown().stream()
                .filter(followed -> roots.containsKey(followed.place().root()))
                .<Json.Writable>map(followed ->
                        json -> json.put("message", roots.get(followed.place().root()))
                                .put("readSeq", followed.place().readSeq())
                                .put("unread", followed.unread())
                                .put("head", followed.head()))
                .toList();
        return Reply.ok(json -> json.put("threads", shown).nullable("next", page.next()));
    }
}
