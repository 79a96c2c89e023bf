package dev.confab.search;

import dev.confab.channel.Channels;
import dev.confab.event.Entry;
import dev.confab.event.Kind;
import dev.confab.event.Message;
import dev.confab.log.Logs;
import dev.confab.log.Slice;
import dev.confab.log.Unavailable;
import dev.confab.message.Messages;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Reads the channels' logs into the index: what it was told of, and in turns all others, for a hint may be lost. It keeps
 * its place in each log in the index itself.
 */
final class Follower {
    static final int SLICE = 500;
    private static final int CHANNELS_AT_ONCE = 1_000;
    private static final int MOST_HINTS = 100_000;

    /** What is said carries the whole message. */
    private static final Set<String> SAID = words(Kind.MESSAGE_POSTED, Kind.MESSAGE_EDITED, Kind.MESSAGE_DELETED);
    /** What others make of it names it alone. */
    private static final Set<String> TOUCHED =
            words(Kind.REACTION_ADDED, Kind.REACTION_REMOVED, Kind.MESSAGE_PINNED, Kind.MESSAGE_UNPINNED);

    private final MessageIndex index;
    private final Logs logs;
    private final Channels channels;
    private final Messages messages;
    private final Map<String, Long> cursors = new ConcurrentHashMap<>();
    /** Logs that stand higher than our cursor, as far as we know, each with its head. */
    private final Map<String, Long> behind = new ConcurrentHashMap<>();

    private final Queue<String> turns = new ArrayDeque<>();

    private String sweptUpTo = "";

    Follower(MessageIndex index, Logs logs, Channels channels, Messages messages) throws IOException {
        this.index = index;
        this.logs = logs;
        this.channels = channels;
        this.messages = messages;
        cursors.putAll(index.cursors());
    }

    /** A hint; may be called by any thread. Without room it is dropped: the sweep comes by. */
    void hear(List<Entry> published) {
        for (Entry entry : published) {
            if (isOfMessage(entry) && behind.size() < MOST_HINTS) {
                behind.merge(entry.log(), entry.seq(), Math::max);
            }
        }
    }

    private static boolean isOfMessage(Entry entry) {
        return SAID.contains(entry.kind()) || TOUCHED.contains(entry.kind());
    }

    private static Set<String> words(Kind... kinds) {
        return Arrays.stream(kinds).map(Kind::word).collect(Collectors.toSet());
    }

    /** How many events are not in the index yet, as far as we know. */
    long lag() {
        return behind.entrySet().stream()
                .mapToLong(log -> Math.max(0, log.getValue() - cursors.getOrDefault(log.getKey(), 0L)))
                .sum();
    }

    boolean isBehind() {
        return !behind.isEmpty();
    }

    /** Looks at the heads of the next {@value #CHANNELS_AT_ONCE} channels; true after the last ones. */
    boolean sweep() {
        List<String> ids = channels.allAfter(sweptUpTo, CHANNELS_AT_ONCE);
        logs.heads(ids).forEach((log, head) -> {
            if (head > cursors.getOrDefault(log, 0L)) {
                behind.merge(log, head, Math::max);
            }
        });
        boolean isLast = ids.size() < CHANNELS_AT_ONCE;
        sweptUpTo = isLast ? "" : ids.getLast();
        return isLast;
    }

    /** A slice of a log that is behind. Each has its turn, so that a long one does not hold up the others. */
    void catchUp() throws IOException {
        if (turns.isEmpty()) {
            turns.addAll(behind.keySet());
        }
        String log = turns.poll();
        if (log != null) {
            catchUp(log);
        }
    }

    private void catchUp(String log) throws IOException {
        long cursor = cursors.getOrDefault(log, 0L);
        long known = behind.getOrDefault(log, 0L);
        if (cursor < known) {
            Slice slice = logs.read(log, cursor, SLICE);
            if (slice.isCut()) {
                cursor = startAfresh(log);
            } else if (slice.entries().isEmpty()) {
                throw new Unavailable("the log ends below its head", null);
            } else {
                apply(slice.entries());
                cursor = slice.entries().getLast().seq();
            }
            index.advance(log, cursor);
            cursors.put(log, cursor);
        }
        if (cursor >= known) {
            behind.remove(log, known); // not if it has been hinted at again
        }
    }

    /** The log's beginning is not kept any more: the messages as they are now, and on from the head before them. */
    private long startAfresh(String log) throws IOException {
        long head = logs.settledHead(log);
        long after = 0;
        List<Message> page = messages.allOf(log, after, SLICE);
        while (!page.isEmpty()) {
            for (Message message : page) {
                put(message);
                after = message.seq();
            }
            page = messages.allOf(log, after, SLICE);
        }
        return head;
    }

    private void put(Message message) throws IOException {
        if (message.deletedAt() != null) {
            index.remove(message.id());
            return;
        }
        index.put(new IndexedMessage(
                message.id(),
                message.channel(),
                message.author(),
                message.text(),
                message.at().toEpochMilli(),
                message.reply() != null,
                message.editedAt() != null,
                !message.content().mentions().isEmpty(),
                !message.echo().reactions().isEmpty(),
                message.echo().pin() != null,
                IndexedFile.of(message.content().attached())));
    }

    private void apply(List<Entry> entries) throws IOException {
        Set<String> touched = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (isOfMessage(entry)) {
                JsonObject body = body(entry);
                if (TOUCHED.contains(entry.kind())) {
                    touched.add(body.getString("message"));
                } else {
                    put(body);
                }
            }
        }
        // As they are now, which may be later than the slice; what is later comes again.
        for (Message message : messages.allWith(touched)) {
            put(message);
        }
    }

    private static JsonObject body(Entry entry) {
        try (JsonReader reader = Json.createReader(new StringReader(entry.body()))) {
            return reader.readObject();
        }
    }

    private void put(JsonObject body) throws IOException {
        // What was deleted since is a tombstone in the events before as well.
        if (body.containsKey("deletedAt")) {
            index.remove(body.getString("id"));
            return;
        }
        index.put(new IndexedMessage(
                body.getString("id"),
                body.getString("channel"),
                body.getString("author"),
                body.getString("text"),
                Instant.parse(body.getString("at")).toEpochMilli(),
                body.containsKey("parent"),
                body.containsKey("editedAt"),
                holdsSome(body, "mentions"),
                holdsSome(body, "reactions"),
                body.containsKey("pinnedAt"),
                IndexedFile.of(body.getJsonArray("attachments"))));
    }

    private static boolean holdsSome(JsonObject body, String list) {
        JsonArray some = body.getJsonArray(list);
        return some != null && !some.isEmpty();
    }
}
