package dev.confab.web.live;

import dev.confab.event.Entry;
import dev.confab.event.Kind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An event as it goes over the wire, encoded once for all who hear it. */
final class Encoded {
    private final Entry entry;
    private final byte[] json;
    private final Effect effect;
    private volatile byte[] alone;

    /** What an event does to the cursors of a connection that comes by it; most do nothing. */
    sealed interface Effect {
        /** The user is out of this channel from here on, and does not hear of it on the channel's log. */
        record Removed(String user) implements Effect {}

        /** Another log is to be followed, from after {@code head} on. */
        record Follow(String log, long head) implements Effect {}

        record Unfollow(String log) implements Effect {}

        record End(String login) implements Effect {}

        record None() implements Effect {}
    }

    private static final Effect NONE = new Effect.None();

    Encoded(Entry entry) {
        this.entry = entry;
        this.json = entry.frame().getBytes(StandardCharsets.UTF_8);
        this.effect = effect(entry);
    }

    String log() {
        return entry.log();
    }

    long seq() {
        return entry.seq();
    }

    Effect effect() {
        return effect;
    }

    /** In bytes, as everybody but the author hears it. */
    int size() {
        return json.length;
    }

    /** The JSON of its frame, in UTF-8. */
    byte[] jsonFor(String user) {
        return entry.isPrivateTo(user) ? entry.frameForAuthor().getBytes(StandardCharsets.UTF_8) : json;
    }

    /** The whole WebSocket frame in which it goes out alone; when it is quiet, that is what a thousand receivers get. */
    byte[] aloneFor(String user) {
        if (entry.isPrivateTo(user)) {
            return TextFrame.arrayOf(List.of(jsonFor(user)));
        }
        if (alone == null) {
            alone = TextFrame.arrayOf(List.of(json));
        }
        return alone;
    }

    private static Effect effect(Entry entry) {
        if (entry.kind().equals(Kind.MEMBER_LEFT.word())) {
            return new Effect.Removed(body(entry).getString("user"));
        }
        if (entry.kind().equals(Kind.CHANNEL_JOINED.word())) {
            JsonObject body = body(entry);
            return new Effect.Follow(
                    body.getString("channel"), body.getJsonNumber("head").longValue());
        }
        if (entry.kind().equals(Kind.CHANNEL_LEFT.word())) {
            return new Effect.Unfollow(body(entry).getString("channel"));
        }
        if (entry.kind().equals(Kind.SESSION_ENDED.word())) {
            return new Effect.End(body(entry).getString("session"));
        }
        return NONE;
    }

    private static JsonObject body(Entry entry) {
        try (JsonReader reader = Json.createReader(new StringReader(entry.body()))) {
            return reader.readObject();
        }
    }
}
