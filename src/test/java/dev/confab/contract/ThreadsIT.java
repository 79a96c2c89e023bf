package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies and reactions, as those see them who were not there. */
@InTheWorld
class ThreadsIT {
    private Person ann;
    private Person bob;
    private Person cem;
    private String garden;
    private String rose;

    @BeforeEach
    void a_rose_in_the_garden(World world) {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        cem = world.signUp("cem");
        garden = ann.createChannel("garden");
        bob.join(garden);
        rose = ann.post(garden, "the roses are out").getString("id");
    }

    private JsonObject thread(Person reader, String more) {
        return reader.get("/messages/" + rose + "/thread" + more).expect(200).json();
    }

    private static List<String> texts(JsonObject page) {
        return Wire.objects(page.getJsonArray("messages")).stream()
                .map(message -> message.getString("text"))
                .toList();
    }

    private static List<JsonObject> threads(Person reader) {
        return Wire.objects(reader.get("/threads").expect(200).json().getJsonArray("threads"));
    }

    @Test
    void a_thread_is_read_page_by_page_and_unread_until_it_is_read() {
        for (var i = 1; i <= 5; i++) {
            bob.reply(garden, rose, "reply " + i);
        }
        var last = thread(ann, "?limit=2");
        assertThat(texts(last)).containsExactly("reply 4", "reply 5");
        var seq = Wire.number(Wire.objects(last.getJsonArray("messages")).getFirst(), "seq");
        assertThat(texts(thread(ann, "?limit=2&before=" + seq))).containsExactly("reply 2", "reply 3");
        assertThat(texts(thread(ann, "?after=" + seq))).containsExactly("reply 5");
        assertThat(Wire.number(last, "unread")).isEqualTo(5);
        assertThat(last.getJsonObject("message").getJsonObject("replies").getInt("count"))
                .isEqualTo(5);

        ann.call("PUT", "/messages/" + rose + "/thread/read", Wire.object("seq", seq))
                .expect(204);
        assertThat(Wire.number(thread(ann, ""), "unread")).isEqualTo(1);
        ann.call("PUT", "/messages/" + rose + "/thread/read", Wire.object("seq", 0))
                .expect(204);
        ann.call("PUT", "/messages/" + rose + "/thread/read", Wire.object("seq", Long.MAX_VALUE))
                .expect(204);
        var now = thread(ann, "");
        assertThat(Wire.number(now, "unread")).isZero();
        assertThat(Wire.number(now, "readSeq")).isEqualTo(Wire.number(now, "head"));
    }

    @Test
    void replies_are_not_unread_in_the_channel_unless_they_stand_there() {
        bob.reply(garden, rose, "only here");
        assertThat(Wire.number(ann.channel(garden), "unread")).isZero();
        bob.call(
                        "POST",
                        "/channels/" + garden + "/messages",
                        Wire.object(
                                "clientId",
                                UUID.randomUUID().toString(),
                                "text",
                                "to all",
                                "parent",
                                rose,
                                "inChannel",
                                true))
                .expect(201);
        assertThat(Wire.number(ann.channel(garden), "unread")).isEqualTo(1);
        assertThat(ann.messages(garden))
                .extracting(message -> message.getString("text"))
                .containsExactly("the roses are out", "to all");
    }

    @Test
    void the_threads_of_a_person_come_with_the_latest_reply_first_page_by_page() {
        var tulip = ann.post(garden, "the tulips are out").getString("id");
        var lily = bob.post(garden, "no lilies").getString("id");
        bob.reply(garden, tulip, "one");
        bob.reply(garden, rose, "two");
        ann.reply(garden, lily, "three");
        var first = ann.get("/threads?limit=2").expect(200).json();
        assertThat(ids(first)).containsExactly(lily, rose);
        assertThat(Wire.number(Wire.objects(first.getJsonArray("threads")).getFirst(), "head"))
                .isEqualTo(Wire.number(ann.channel(garden), "head"));
        var second = ann.get("/threads?limit=2&cursor=" + Person.encoded(first.getString("next")))
                .expect(200)
                .json();
        assertThat(ids(second)).containsExactly(tulip);
        assertThat(second.isNull("next")).isTrue();
        ann.call("DELETE", "/messages/" + rose + "/thread/follow", null).expect(204);
        assertThat(ids(ann.get("/threads").expect(200).json())).containsExactly(lily, tulip);
        bob.reply(garden, rose, "again");
        assertThat(ids(ann.get("/threads").expect(200).json())).containsExactly(lily, tulip);
        ann.get("/threads?cursor=nonsense").expect(422);
    }

    @Test
    void what_is_followed_before_anybody_has_replied_comes_last_and_is_a_thread_with_the_first_reply() {
        var tulip = bob.post(garden, "the tulips are out").getString("id");
        var lily = bob.post(garden, "no lilies").getString("id");
        bob.reply(garden, rose, "only here");
        for (var root : List.of(tulip, lily)) {
            ann.call("PUT", "/messages/" + root + "/thread/follow", null).expect(204);
        }
        assertThat(ids(ann.get("/threads").expect(200).json())).containsExactly(rose, lily, tulip);
        var second = ann.get("/threads?limit=2").expect(200).json();
        assertThat(ids(ann.get("/threads?cursor=" + Person.encoded(second.getString("next")))
                        .expect(200)
                        .json()))
                .containsExactly(tulip);
        var reply = bob.reply(garden, tulip, "at last");
        var first = threads(ann).getFirst();
        assertThat(first.getJsonObject("message").getString("id")).isEqualTo(tulip);
        assertThat(Wire.number(first, "unread")).isEqualTo(1);
        bob.delete(reply.getString("id"));
        assertThat(Wire.number(threads(ann).getFirst(), "unread")).isZero();
    }

    private static List<String> ids(JsonObject page) {
        return Wire.objects(page.getJsonArray("threads")).stream()
                .map(thread -> thread.getJsonObject("message").getString("id"))
                .toList();
    }

    @Test
    void who_is_not_in_the_channel_knows_of_no_thread() {
        bob.reply(garden, rose, "only here");
        bob.leave(garden);
        assertThat(threads(bob)).isEmpty();
        for (var stranger : List.of(bob, cem)) {
            stranger.get("/messages/" + rose + "/thread").expect(404);
            stranger.call("PUT", "/messages/" + rose + "/thread/follow", null).expect(404);
            stranger.call("DELETE", "/messages/" + rose + "/thread/follow", null)
                    .expect(404);
            stranger.call("PUT", "/messages/" + rose + "/thread/read", Wire.object("seq", 1))
                    .expect(404);
            stranger.call("PUT", "/messages/" + rose + "/reactions/" + Person.encoded("👍"), null)
                    .expect(404);
            stranger.call("DELETE", "/messages/" + rose + "/reactions/" + Person.encoded("👍"), null)
                    .expect(404);
        }
    }

    @Test
    void a_reply_has_no_thread_of_its_own() {
        var reply = bob.reply(garden, rose, "I agree").getString("id");
        ann.get("/messages/" + reply + "/thread").expect(404);
        ann.call(
                        "POST",
                        "/channels/" + garden + "/messages",
                        Wire.object("clientId", UUID.randomUUID().toString(), "text", "me too", "parent", reply))
                .expect(422);
    }

    @Test
    void an_emoji_is_one_in_all_its_spellings_and_nothing_else_is() {
        bob.react(rose, "❤");
        ann.react(rose, "❤️");
        var reactions =
                Wire.objects(ann.get("/messages/" + rose).expect(200).json().getJsonArray("reactions"));
        assertThat(reactions).hasSize(1);
        assertThat(reactions.getFirst().getString("emoji")).isEqualTo("❤️");
        assertThat(reactions.getFirst().getJsonArray("users").getValuesAs(JsonString::getString))
                .containsExactly(bob.id(), ann.id());
        for (var nonsense : List.of("x", "1", "👍👍", "<b>")) {
            bob.call("PUT", "/messages/" + rose + "/reactions/" + Person.encoded(nonsense), null)
                    .expect(422);
        }
        ann.unreact(rose, "❤");
        bob.unreact(rose, "❤️");
        assertThat(ann.get("/messages/" + rose).expect(200).json().getJsonArray("reactions"))
                .isEmpty();
    }

    @Test
    void many_who_reply_and_react_at_once_are_all_counted() {
        var people = List.of(ann, bob);
        Crowd.end(Crowd.begin(people, person -> {
            for (var i = 0; i < 40; i++) {
                person.reply(garden, rose, person.username() + " " + i);
                person.react(rose, i % 2 == 0 ? "👍" : "🎉");
                person.unreact(rose, "🎉");
            }
        }));
        var message = ann.get("/messages/" + rose).expect(200).json();
        assertThat(message.getJsonObject("replies").getInt("count")).isEqualTo(80);
        assertThat(Wire.objects(message.getJsonArray("reactions")))
                .singleElement()
                .satisfies(one -> assertThat(one.getJsonArray("users")).hasSize(2));
        assertThat(Wire.objects(thread(ann, "?limit=200").getJsonArray("messages")))
                .hasSize(80);
    }
}
