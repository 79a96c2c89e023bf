package dev.confab.contract;

import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A channel's messages as an app keeps them: loaded once, the position first, and from then on changed by events alone. */
final class Timeline {

    private final String channel;
    private final Map<String, JsonObject> messages = new TreeMap<>();
    /** Replies that stand in their threads alone, so far as they have been heard of. */
    private final Map<String, JsonObject> replies = new TreeMap<>();

    private long position;

    private Timeline(String channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    static Timeline load(Person reader, String channel) {
        var page = reader.get("/channels/" + channel + "/messages?limit=200")
                .expect(200)
                .json();
        var timeline = new Timeline(channel, Wire.number(page, "head"));
        Wire.objects(page.getJsonArray("messages")).forEach(timeline::put);
        return timeline;
    }

    /** By id. */
    Map<String, JsonObject> messages() {
        return messages;
    }

    /** The same with the replies that were heard of and stand in their threads alone. */
    Map<String, JsonObject> said() {
        var said = new TreeMap<>(messages);
        said.putAll(replies);
        return said;
    }

    /** Applies all that the client has heard and will hear. */
    void follow(Live live) {
        synchronized (live) {
            live.events(channel).forEach(event -> apply(event.frame()));
            live.listen(new Live.Listener() {
                @Override
                public void heard(Live.Event event) {
                    apply(event.frame());
                }
            });
        }
    }

    void apply(JsonObject event) {
        var seq = Wire.number(event, "seq");
        if (!event.getString("log").equals(channel) || seq <= position) {
            return;
        }
        position = seq;
        var body = event.getJsonObject("body");
        switch (event.getString("kind")) {
            case "message.posted", "message.edited", "message.deleted" -> put(body);
            case "thread.updated" -> change(body, message -> message.add("replies", body.get("replies")));
            case "reaction.added" -> change(body, message -> message.add("reactions", reactions(body, true)));
            case "reaction.removed" -> change(body, message -> message.add("reactions", reactions(body, false)));
            case "message.pinned" ->
                change(body, message -> message.add("pinnedAt", event.get("at")).add("pinnedBy", event.get("actor")));
            case "message.unpinned" ->
                change(body, message -> message.remove("pinnedAt").remove("pinnedBy"));
            default -> {}
        }
    }

    private void change(JsonObject body, Consumer<JsonObjectBuilder> change) {
        messages.computeIfPresent(body.getString("message"), (id, known) -> {
            var changed = Json.createObjectBuilder(known);
            change.accept(changed);
            return changed.build();
        });
    }

    private JsonArray reactions(JsonObject told, boolean isAdded) {
        var users = new LinkedHashMap<String, Set<String>>();
        Wire.objects(messages.get(told.getString("message")).getJsonArray("reactions"))
                .forEach(known -> users.put(
                        known.getString("emoji"),
                        new LinkedHashSet<>(known.getJsonArray("users").getValuesAs(JsonString::getString))));
        var emoji = told.getString("emoji");
        if (isAdded) {
            users.computeIfAbsent(emoji, ignored -> new LinkedHashSet<>()).add(told.getString("user"));
        } else if (users.containsKey(emoji)) {
            users.get(emoji).remove(told.getString("user"));
            users.values().removeIf(Set::isEmpty);
        }
        var reactions = Json.createArrayBuilder();
        users.forEach((one, who) ->
                reactions.add(Json.createObjectBuilder().add("emoji", one).add("users", Json.createArrayBuilder(who))));
        return reactions.build();
    }

    private void put(JsonObject message) {
        var isInChannel = !message.containsKey("parent") || message.getBoolean("inChannel");
        (isInChannel ? messages : replies).put(message.getString("id"), message);
    }
}
