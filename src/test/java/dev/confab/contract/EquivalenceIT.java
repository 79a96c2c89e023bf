package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Kind;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A6: a state and the events after it make the newer state, for every kind of event and whoever looks. A new kind does not
 * compile here before somebody has said how it comes about.
 */
@InTheWorld
class EquivalenceIT {

    /** The people and things that the cases are about. */
    private record Scene(Person ann, Person bob, Person cem, String garden, String cellar, String rose, Person phone) {}

    @ParameterizedTest
    @EnumSource
    void a_state_and_the_events_after_it_are_the_newer_state(Kind kind, World world) {
        var scene = scene(world);
        var change = change(kind, scene);
        var lives = new TreeMap<String, Live>();
        var states = new TreeMap<String, ClientState>();
        for (var person : List.of(scene.ann, scene.bob)) {
            lives.put(person.id(), world.live(person)); // the position first
            states.put(person.id(), ClientState.load(person));
        }
        var before = shown(states);

        change.run();

        var heard = 0;
        for (var person : List.of(scene.ann, scene.bob)) {
            var live = lives.get(person.id());
            live.say(Wire.object("type", "ping", "ref", "so far"));
            awaitHeads(person, live);
            var events = live.frames("event").stream().map(EquivalenceIT::event).toList();
            heard += (int) events.stream()
                    .filter(event -> event.kind().equals(kind.word()))
                    .count();
            var newer = ClientState.load(person);
            var state = states.get(person.id());
            events.forEach(state::apply);
            assertThat(state.shown()).as(person.username()).isEqualTo(newer.shown());
            // Who loads late has some events in the state already.
            events.forEach(newer::apply);
            assertThat(newer.shown()).as(person.username()).isEqualTo(state.shown());
        }
        assertThat(heard).as("somebody must hear of it").isPositive();
        assertThat(shown(states)).as("it must change something").isNotEqualTo(before);
    }

    /** What brings an event of this kind about, prepared so far that one step is left. */
    private static Runnable change(Kind kind, Scene scene) {
        var ann = scene.ann;
        var bob = scene.bob;
        var channel = "/channels/" + scene.garden;
        return switch (kind) {
            case MESSAGE_POSTED ->
                () -> {
                    ann.post(scene.garden, "the tulips are out, @" + bob.username());
                    ann.reply(scene.garden, scene.rose, "@here too");
                };
            case MESSAGE_EDITED -> () -> ann.edit(scene.rose, "the roses are red, @channel");
            case MESSAGE_DELETED -> () -> ann.delete(scene.rose);
            case THREAD_UPDATED -> () -> ann.reply(scene.garden, scene.rose, "very red");
            case REACTION_ADDED -> () -> bob.react(scene.rose, "👍");
            case REACTION_REMOVED -> {
                bob.react(scene.rose, "🎉");
                ann.react(scene.rose, "👍");
                bob.react(scene.rose, "👍");
                yield () -> ann.unreact(scene.rose, "👍");
            }
            case MESSAGE_PINNED -> () -> pin(bob, "PUT", scene.rose);
            case MESSAGE_UNPINNED -> {
                pin(bob, "PUT", scene.rose);
                yield () -> pin(ann, "DELETE", scene.rose);
            }
            case MESSAGE_SAVED -> () -> save(bob, "PUT", scene.rose);
            case MESSAGE_UNSAVED -> {
                save(bob, "PUT", scene.rose);
                yield () -> save(bob, "DELETE", scene.rose);
            }
            case THREAD_MARKED -> {
                ann.reply(scene.garden, scene.rose, "very red");
                yield () -> bob.call("PUT", "/messages/" + scene.rose + "/thread/follow", null)
                        .expect(204);
            }
            case CHANNEL_UPDATED ->
                () -> ann.call("PATCH", channel, Wire.object("topic", "what grows"))
                        .expect(200);
            case CHANNEL_ARCHIVED ->
                () -> ann.call("PATCH", channel, Wire.object("archived", true)).expect(200);
            case MEMBER_JOINED -> () -> ann.add(scene.cellar, scene.cem);
            case MEMBER_LEFT -> () -> scene.cem.leave(scene.garden);
            case MEMBER_ROLE ->
                () -> ann.call("PATCH", channel + "/members/" + bob.id(), Wire.object("role", "admin"))
                        .expect(204);
            case CHANNEL_JOINED -> () -> ann.add(scene.cellar, bob);
            case CHANNEL_LEFT -> () -> ann.remove(scene.garden, bob);
            case READ_MOVED ->
                () -> bob.call("PUT", channel + "/read", Wire.object("seq", 1_000))
                        .expect(204);
            case PREFERENCE_CHANGED ->
                () -> bob.call("PATCH", "/me/preferences", Wire.object("density", "compact", "receipts", false))
                        .expect(200);
            case CHANNEL_MARKED -> {
                ann.post(scene.garden, "@channel, the shed is open");
                ann.post(scene.garden, "and you have the key, @" + bob.username());
                yield () -> bob.call("PATCH", channel + "/preferences", Wire.object("muted", true))
                        .expect(200);
            }
            case BLOCK_CHANGED -> {
                ann.post(scene.garden, "@channel, the shed is open");
                ann.post(scene.garden, "and you have the key, @" + bob.username());
                yield () -> bob.call("PUT", "/me/blocks/" + ann.id(), null).expect(204);
            }
            case STATUS_CHANGED -> {
                bob.call("PUT", "/me/status", Wire.object("state", "away", "text", "at lunch"))
                        .expect(200);
                yield () -> bob.call(
                                "PUT", "/me/status", Wire.object("state", "dnd", "until", inAnHour(), "emoji", "🌴"))
                        .expect(200);
            }
            case ACCOUNT_UPDATED ->
                () -> bob.call("PATCH", "/me", Wire.object("displayName", "Bobby"))
                        .expect(200);
            case SESSION_ENDED -> scene.phone::signOut;
        };
    }

    private static String inAnHour() {
        return Instant.now().plusSeconds(3_600).toString();
    }

    private static void pin(Person person, String method, String message) {
        person.call(method, "/messages/" + message + "/pin", null).expect(204);
    }

    private static void save(Person person, String method, String message) {
        person.call(method, "/messages/" + message + "/saved", null).expect(204);
    }

    private static Scene scene(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cem = world.signUp("cem");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        cem.join(garden);
        var cellar = ann.createPrivateChannel("cellar");
        ann.post(cellar, "the wine");
        bob.post(garden, "what grows here");
        var rose = ann.post(garden, "the roses are out").getString("id");
        save(ann, "PUT", rose);
        return new Scene(ann, bob, cem, garden, cellar, rose, bob.signIn());
    }

    private static Map<String, Object> shown(Map<String, ClientState> states) {
        var shown = new TreeMap<String, Object>();
        states.forEach((person, state) -> shown.put(person, state.shown()));
        return shown;
    }

    /** Until the client has heard all that there is: its own log by a last event of our making. */
    private static void awaitHeads(Person person, Live live) {
        var known = live.cursor(person.id());
        person.call("PATCH", "/me", Wire.object("displayName", "Somebody " + known))
                .expect(200);
        live.await(
                "the last event",
                one -> one.events(person.id()).stream()
                        .anyMatch(event -> event.body().toString().contains("Somebody " + known)));
        Wire.objects(person.get("/channels?limit=200").expect(200).json().getJsonArray("channels"))
                .forEach(channel -> live.await(
                        "the head", one -> one.cursor(channel.getString("id")) >= Wire.number(channel, "head")));
    }

    private static Live.Event event(JsonObject frame) {
        return new Live.Event(frame.getString("log"), Wire.number(frame, "seq"), frame.getString("kind"), frame);
    }

    @Test
    void a_channel_is_never_older_than_the_head_that_it_names(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var enough = new AtomicBoolean();
        var seen = new ArrayList<JsonObject>();

        var gardener = Crowd.begin(List.of(ann), person -> {
            for (var i = 0; i < 400 && !enough.get(); i++) {
                person.call("PATCH", "/channels/" + garden, Wire.object("topic", "topic " + i))
                        .expect(200);
            }
        });
        while (!gardener.isDone()) {
            seen.add(ann.channel(garden));
            seen.addAll(Wire.objects(ann.get("/channels").expect(200).json().getJsonArray("channels")));
        }
        Crowd.end(gardener);

        var topics = new TreeMap<>(Map.of(0L, -1));
        Archive.log(ann, garden, 0).stream()
                .filter(event -> event.getString("kind").equals("channel.updated"))
                .forEach(event -> topics.put(Wire.number(event, "seq"), number(event.getJsonObject("body"))));
        var late = seen.stream()
                .filter(channel -> number(channel)
                        < topics.floorEntry(Wire.number(channel, "head")).getValue())
                .count();
        System.out.printf("A6 position first: looks=%d changes=%d late=%d%n", seen.size(), topics.size() - 1, late);
        assertThat(late).isZero();
    }

    private static int number(JsonObject channel) {
        return channel.isNull("topic")
                ? -1
                : Integer.parseInt(channel.getString("topic").substring("topic ".length()));
    }
}
