package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S14, S15: a private channel is hidden from who is not in it, and from who is no longer in it, by every way round. */
@InTheWorld
class HiddenIT {

    private World world;
    private Person ann;
    private Person bob;
    private Person eve;
    private String cellar;
    private String name;
    private String topic;
    private String word;
    private String message;

    /** Ann and Bob whisper about Eve, by name, while Eve listens. */
    @BeforeEach
    void annHasACellar(World world) {
        this.world = world;
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        eve = world.signUp("eve");
        name = "cellar " + Places.letters();
        topic = "topic " + Places.letters();
        word = Places.letters();
        cellar = ann.call("POST", "/channels", Wire.object("kind", "private", "name", name, "topic", topic))
                .expect(201)
                .json()
                .getString("id");
        ann.add(cellar, bob);
        message = ann.post(cellar, word + " for @" + eve.username() + " and @channel, @here")
                .getString("id");
        Waiting.until(
                "the index has it",
                () -> ann.get("/search?query=" + word).body().contains(message));
    }

    @Test
    void no_list_no_search_and_no_refusal_tells_an_outsider_anything_of_it() {
        var answers = everythingThatEveCanAskFor();

        assertThat(answers)
                .hasSizeGreaterThan(40)
                .allSatisfy(answer -> assertThat(answer).doesNotContain(cellar, name, topic, word, message));
    }

    @Test
    void nothing_that_happens_in_it_is_heard_by_an_outsider() {
        var live = world.live(eve);
        var anns = world.live(ann);
        whisper(anns);

        var echo = eve.createChannel("echo");
        live.message(echo, eve.post(echo, "after all of it").getString("text"));

        assertThat(heard(live)).doesNotContain(cellar, name, topic, word, message, ann.id(), bob.id());
        assertThat(live.frames("typing")).isEmpty();
    }

    @Test
    void who_was_in_it_is_an_outsider_again_and_a_member_again_when_let_in() {
        ann.add(cellar, eve);
        var eves = eve.post(cellar, "what is this");
        var id = eves.getString("id");
        var reply = eve.reply(cellar, message, "I was named");
        for (var what : List.of("/saved", "/pin", "/reactions/%F0%9F%91%8D")) {
            eve.call("PUT", "/messages/" + message + what, null).expect(204);
        }
        assertThat(eve.get("/mentions").body()).contains(message);
        var live = world.live(eve);
        ann.remove(cellar, eve);
        live.await("the goodbye", one -> !one.cursors().containsKey(cellar));
        var before = ann.get("/channels/" + cellar + "/log").body();

        // On her own old messages too, by the same socket and by REST.
        for (var own : List.of(id, reply.getString("id"), message)) {
            eve.call("PATCH", "/messages/" + own, Wire.object("text", "mine")).expect(404);
            for (var what : List.of("", "/pin", "/saved", "/reactions/%F0%9F%91%8D")) {
                eve.call("DELETE", "/messages/" + own + what, null).expect(404);
            }
            for (var what : List.of("/pin", "/saved", "/reactions/%F0%9F%91%8D", "/thread/follow")) {
                eve.call("PUT", "/messages/" + own + what, null).expect(404);
            }
        }
        var refused = live.send(cellar, "let me in");
        assertThat(live.answer(refused).getJsonObject("problem").getInt("status"))
                .isEqualTo(404);
        assertThat(ann.get("/channels/" + cellar + "/log").body()).isEqualTo(before);

        // What is said and changed since, also of what she knew and where she is named, does not reach her.
        var since = Places.letters();
        whisper(world.live(ann));
        ann.edit(message, since + " for @" + eve.username());
        ann.call("PATCH", "/channels/" + cellar, Wire.object("topic", since)).expect(200);
        live.cut();
        live.cursor(cellar, 1);
        live.connect();
        var echo = eve.createChannel("echo");
        live.message(echo, eve.post(echo, "after all of it").getString("text"));
        assertThat(live.events(cellar))
                .noneMatch(event -> event.frame().toString().contains(since));
        assertThat(live.frames("ready").getLast().getJsonObject("heads")).doesNotContainKey(cellar);
        assertThat(everythingThatEveCanAskFor())
                .allSatisfy(answer -> assertThat(answer).doesNotContain(cellar, name, topic, since, message, id));

        ann.add(cellar, eve);

        assertThat(eve.get("/saved").body()).contains(message);
        assertThat(eve.get("/threads").body()).contains(message);
        assertThat(eve.get("/mentions").body()).contains(since);
        assertThat(eve.edit(id, "what was this").getString("text")).isEqualTo("what was this");
    }

    /** One of each thing that goes on in a channel. */
    private void whisper(Live anns) {
        anns.say(Wire.object("type", "typing", "channel", cellar));
        anns.acked(anns.send(cellar, word + " once more, @" + eve.username()));
        var reply = bob.reply(cellar, message, word + " @" + eve.username() + " must not hear of it");
        bob.react(message, "👀");
        ann.edit(message, word + " for @" + eve.username() + " and @channel");
        bob.call("PUT", "/messages/" + message + "/pin", null).expect(204);
        ann.call("PUT", "/channels/" + cellar + "/read", Wire.object("seq", Wire.number(reply, "seq")))
                .expect(204);
        ann.delete(ann.post(cellar, "@" + eve.username()).getString("id"));
        ann.call("PATCH", "/channels/" + cellar + "/members/" + bob.id(), Wire.object("role", "admin"))
                .expect(204);
    }

    /** Every call that reads, with what she might have picked up in every place where it could go. */
    private List<String> everythingThatEveCanAskFor() {
        var answers = new ArrayList<String>();
        var known = List.of(cellar, message, ann.id(), name, word);
        for (var call : Calls.all()) {
            if (!call.method().equals("GET")) {
                continue;
            }
            var targets = call.path().contains("{")
                    ? known.stream()
                            .map(id -> call.target(Person.encoded(id).replace("+", "%20")))
                            .toList()
                    : Stream.concat(Stream.of(""), queries(known))
                            .map(query -> call.target("") + query)
                            .toList();
            for (var target : targets) {
                answers.add(RawHttp.send(eve.server(), "GET", target, eve.credentials(), new byte[0])
                        .body());
            }
        }
        // What would tell by a refusal.
        answers.add(eve.call("POST", "/channels", Wire.object("kind", "private", "name", name))
                .expect(201)
                .body()
                .replace(name, ""));
        answers.add(eve.tryPost(cellar, UUID.randomUUID().toString(), "hello").body());
        answers.add(eve.call("PUT", "/channels/" + cellar + "/members/" + eve.id(), null)
                .body());
        return answers;
    }

    private static Stream<String> queries(List<String> known) {
        return known.stream()
                .map(Person::encoded)
                .flatMap(value -> Stream.of(
                        "?query=" + value,
                        "?discover=true&query=" + value,
                        "?query=the&in=" + value,
                        "?query=the&from=" + value,
                        "?limit=200&cursor=" + value));
    }

    private static String heard(Live live) {
        return Stream.of("ready", "event", "typing", "reset", "refused", "presence", "seen")
                .flatMap(type -> live.frames(type).stream())
                .map(Object::toString)
                .reduce("", String::concat);
    }
}
