package dev.confab.contract;

import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a person's app knows, loaded by REST and then changed by events. The state has a position, which is asked for
 * first; an event that is in the state already does no harm.
 */
final class ClientState {

    private static final Set<String> NOT_TOLD = Set.of("email");

    private final Person person;
    private final Map<String, Map<String, JsonValue>> channels = new TreeMap<>();
    private final Map<String, Timeline> timelines = new TreeMap<>();
    private final Map<String, Map<String, JsonObject>> members = new TreeMap<>();
    /** Follows and read marks of threads, by the message that they are about. */
    private final Map<String, JsonObject> places = new TreeMap<>();

    /** Channels of messages that are put aside, by message. */
    private final Map<String, String> saved = new TreeMap<>();

    private final Set<String> blocked = new TreeSet<>();

    private JsonObject status;
    private final Set<String> sessions = new TreeSet<>();
    private final Map<String, JsonValue> me = new TreeMap<>();

    private ClientState(Person person) {
        this.person = person;
    }

    static ClientState load(Person person) {
        var state = new ClientState(person);
        state.me.putAll(person.get("/me").expect(200).json());
        state.me.keySet().removeAll(NOT_TOLD);
        state.status = person.get("/me/status").expect(200).json();
        Wire.objects(person.get("/sessions").expect(200).json().getJsonArray("sessions"))
                .forEach(session -> state.sessions.add(session.getString("id")));
        Wire.objects(person.get("/threads?limit=200").expect(200).json().getJsonArray("threads"))
                .forEach(thread ->
                        state.loadPlace(thread.getJsonObject("message").getString("id")));
        state.loadSaved();
        Wire.objects(person.get("/me/blocks?limit=200").expect(200).json().getJsonArray("users"))
                .forEach(user -> state.blocked.add(user.getString("id")));
        Wire.objects(person.get("/channels?limit=200").expect(200).json().getJsonArray("channels"))
                .forEach(state::channel);
        return state;
    }

    private void channel(JsonObject channel) {
        var id = channel.getString("id");
        channels.put(id, new TreeMap<>(channel));
        timelines.put(id, Timeline.load(person, id));
        members.put(
                id,
                Wire.objects(person.get("/channels/" + id + "/members?limit=200")
                                .expect(200)
                                .json()
                                .getJsonArray("members"))
                        .stream()
                        .collect(Collectors.toMap(
                                member -> member.getJsonObject("user").getString("id"),
                                member -> member(member.getString("role"), member.getString("joinedAt")),
                                (one, other) -> one,
                                TreeMap::new)));
    }

    private void loadSaved() {
        Wire.objects(person.get("/saved?limit=200").expect(200).json().getJsonArray("messages"))
                .forEach(message -> saved.put(message.getString("id"), message.getString("channel")));
    }

    private void loadPlace(String root) {
        places.put(
                root,
                place(person.get("/messages/" + root + "/thread").expect(200).json()));
    }

    private static JsonObject place(JsonObject told) {
        return Wire.object("follows", told.getBoolean("follows"), "readSeq", Wire.number(told, "readSeq"));
    }

    private static JsonObject member(String role, String joinedAt) {
        return Wire.object("role", role, "joinedAt", joinedAt);
    }

    /** Everything, to be compared. */
    Map<String, Object> shown() {
        var messages = new TreeMap<String, Object>();
        timelines.forEach((id, timeline) -> messages.put(id, new TreeMap<>(timeline.messages())));
        var copy = new TreeMap<String, Object>();
        channels.forEach((id, channel) -> copy.put(id, new TreeMap<>(channel)));
        var people = new TreeMap<String, Object>();
        members.forEach((id, all) -> people.put(id, new TreeMap<>(all)));
        return new TreeMap<>(Map.of(
                "status",
                status,
                "saved",
                new TreeMap<>(saved),
                "blocked",
                new TreeSet<>(blocked),
                "me",
                new TreeMap<>(me),
                "threads",
                new TreeMap<>(places),
                "sessions",
                new TreeSet<>(sessions),
                "channels",
                copy,
                "messages",
                messages,
                "members",
                people));
    }

    void apply(Live.Event event) {
        if (event.log().equals(person.id())) {
            applyOwn(event);
        } else if (channels.containsKey(event.log())) {
            applyToChannel(event, channels.get(event.log()), members.get(event.log()));
        }
    }

    private void applyOwn(Live.Event event) {
        var body = event.body();
        switch (event.kind()) {
            case "channel.joined" -> {
                channel(person.channel(body.getString("channel")));
                loadSaved();
            }
            case "channel.left" -> {
                channels.remove(body.getString("channel"));
                timelines.remove(body.getString("channel"));
                members.remove(body.getString("channel"));
                saved.values().removeIf(body.getString("channel")::equals);
            }
            case "read.moved" -> {
                var channel = channels.get(body.getString("channel"));
                channel.put("readSeq", body.get("seq"));
                count(body.getString("channel"));
            }
            case "thread.marked" -> places.put(body.getString("message"), place(body));
            case "message.saved" -> saved.put(body.getString("message"), body.getString("channel"));
            case "message.unsaved" -> saved.remove(body.getString("message"));
            case "preference.changed" -> me.put("preferences", body);
            case "channel.marked" -> {
                var channel = channels.get(body.getString("channel"));
                channel.put("muted", body.get("muted"));
                channel.put("favourite", body.get("favourite"));
                count(body.getString("channel"));
            }
            case "block.changed" -> {
                if (body.getBoolean("blocked")) {
                    blocked.add(body.getString("user"));
                } else {
                    blocked.remove(body.getString("user"));
                }
                channels.keySet().forEach(this::count);
            }
            case "status.changed" -> status = body;
            case "account.updated" -> me.putAll(body);
            case "session.ended" -> sessions.remove(body.getString("session"));
            default -> throw new AssertionError("a kind that no app knows: " + event);
        }
    }

    private void applyToChannel(Live.Event event, Map<String, JsonValue> channel, Map<String, JsonObject> people) {
        timelines.get(event.log()).apply(event.frame());
        if (event.seq() <= Long.parseLong(channel.get("head").toString())) {
            return;
        }
        channel.put("head", event.frame().get("seq"));
        var body = event.body();
        switch (event.kind()) {
            case "message.posted", "message.edited" -> count(event.log());
            case "message.deleted" -> {
                saved.remove(body.getString("id"));
                count(event.log());
            }
            case "reaction.added", "reaction.removed", "thread.updated", "message.pinned", "message.unpinned" -> {}
            case "channel.updated", "channel.archived" -> channel.putAll(body);
            case "member.joined" ->
                people.put(
                        body.getString("user"),
                        member(body.getString("role"), event.frame().getString("at")));
            case "member.left" -> people.remove(body.getString("user"));
            case "member.role" -> {
                people.computeIfPresent(
                        body.getString("user"),
                        (user, known) -> member(body.getString("role"), known.getString("joinedAt")));
                if (body.getString("user").equals(person.id())) {
                    channel.put("role", body.get("role"));
                }
            }
            default -> throw new AssertionError("a kind that no app knows: " + event);
        }
    }

    private void count(String id) {
        var channel = channels.get(id);
        var read = Long.parseLong(channel.get("readSeq").toString());
        var unread = timelines.get(id).messages().values().stream()
                .filter(message -> Wire.number(message, "seq") > read)
                .filter(message -> !message.getString("author").equals(person.id()))
                .filter(message -> !message.containsKey("deletedAt"))
                .filter(message -> !message.containsKey("parent") || message.getBoolean("inChannel"))
                .count();
        channel.put("unread", Json.createValue(unread));
        var mentions = timelines.get(id).said().values().stream()
                .filter(message -> Wire.number(message, "seq") > read)
                .filter(message -> !message.getString("author").equals(person.id()))
                .filter(message -> !blocked.contains(message.getString("author")))
                .filter(message -> channel.get("muted").equals(JsonValue.TRUE)
                        ? mentions(message).anyMatch(person.id()::equals)
                        : names(message, person.id()))
                .count();
        channel.put("mentions", Json.createValue(mentions));
    }

    /** Whether a message is for this person or for everybody. */
    static boolean names(JsonObject message, String person) {
        return mentions(message).anyMatch(Set.of(person, "channel", "here")::contains);
    }

    private static Stream<String> mentions(JsonObject message) {
        return message.containsKey("mentions")
                ? message.getJsonArray("mentions").getValuesAs(JsonString::getString).stream()
                : Stream.empty();
    }
}
