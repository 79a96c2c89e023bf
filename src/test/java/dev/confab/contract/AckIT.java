package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** C1 and C2: what an ack means, and what saying it again does. */
@InTheWorld
class AckIT {

    @Test
    void what_is_acked_can_be_read_by_everybody(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var live = world.live(ann);

        for (var i = 0; i < 50; i++) {
            var ack = live.answer(live.send(garden, "rose " + i));
            var read = bob.get("/messages/" + ack.getString("id")).expect(200).json();
            assertThat(Wire.number(read, "seq")).isEqualTo(Wire.number(ack, "seq"));
            assertThat(read.getString("text")).isEqualTo("rose " + i);
        }
    }

    @Test
    void a_repeat_is_answered_as_the_first_time_on_every_way(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var live = world.live(ann);
        var clientId = live.send(garden, "the roses are out");
        var ack = live.answer(clientId);

        live.send(garden, clientId, "the roses are out");
        live.await("a second ack", one -> one.frames("ack").size() == 2);
        assertThat(live.frames("ack").getLast()).isEqualTo(ack);
        var byRest =
                ann.tryPost(garden, clientId, "the roses are out").expect(200).json();
        assertThat(byRest.getString("id")).isEqualTo(ack.getString("id"));
        assertThat(Wire.number(byRest, "seq")).isEqualTo(Wire.number(ack, "seq"));
        // Also after an edit: what counts is what was sent.
        ann.edit(ack.getString("id"), "the roses are in");
        ann.tryPost(garden, clientId, "the roses are out").expect(200);
        assertThat(ann.messages(garden)).hasSize(1);
    }

    @Test
    void a_client_id_is_the_same_in_any_case_and_comes_back_as_its_author_wrote_it(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var lower = UUID.randomUUID().toString();
        var written = lower.toUpperCase(Locale.ROOT);

        var posted = ann.tryPost(garden, written, "roses").expect(201).json();

        var id = posted.getString("id");
        assertThat(posted.getString("clientId")).isEqualTo(written);
        assertThat(ann.messages(garden).getFirst().getString("clientId")).isEqualTo(written);
        var log = ann.get("/channels/" + garden + "/log").expect(200).json();
        assertThat(Wire.objects(log.getJsonArray("events")).getLast().getJsonObject("body"))
                .isEqualTo(posted);
        var repeated = ann.tryPost(garden, lower, "roses").expect(200).json();
        assertThat(repeated.getString("id")).isEqualTo(id);
        assertThat(repeated.getString("clientId")).isEqualTo(lower);
        ann.tryPost(garden, lower, "tulips").expect(409);
        assertThat(ann.edit(id, "tulips").getString("clientId")).isEqualTo(written);
        assertThat(ann.messages(garden)).hasSize(1);
    }

    @Test
    void a_repeat_by_who_was_removed_is_answered_as_the_first_time_and_tells_nothing_more(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cellar = ann.createPrivateChannel("cellar");
        ann.add(cellar, bob);
        var live = world.live(bob);
        var clientId = live.send(cellar, "what is it that ann hides here");
        var ack = live.answer(clientId);
        ann.remove(cellar, bob);
        ann.delete(ack.getString("id"));

        live.send(cellar, clientId, "what is it that ann hides here");
        live.await("a second ack", one -> one.frames("ack").size() == 2);
        assertThat(live.frames("ack").getLast()).isEqualTo(ack);
        var byRest = bob.tryPost(cellar, clientId, "what is it that ann hides here")
                .expect(200)
                .json();
        assertThat(byRest.getString("id")).isEqualTo(ack.getString("id"));
        assertThat(seq(byRest)).isEqualTo(seq(ack));
        assertThat(byRest.getString("at")).isEqualTo(ack.getString("at"));
        assertThat(byRest.getString("text")).isEqualTo("what is it that ann hides here");
        assertThat(byRest.keySet()).doesNotContain("editedAt", "deletedAt");

        bob.tryPost(cellar, clientId, "let me in").expect(409);
        live.send(cellar, clientId, "let me in");
        live.await("a refusal", one -> !one.frames("refused").isEmpty());
        assertThat(status(live.frames("refused").getLast())).isEqualTo(409);
        bob.tryPost(cellar, UUID.randomUUID().toString(), "what is it that ann hides here")
                .expect(404);
        bob.get("/messages/" + ack.getString("id")).expect(404);
    }

    @Test
    void a_repeat_in_a_channel_that_was_left_or_archived_is_answered_as_the_first_time(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var bobs = UUID.randomUUID().toString();
        var anns = UUID.randomUUID().toString();
        var left = bob.tryPost(garden, bobs, "good night").expect(201).json();
        var archived = ann.tryPost(garden, anns, "good night, bob").expect(201).json();
        bob.leave(garden);
        ann.call("PATCH", "/channels/" + garden, Wire.object("archived", true)).expect(200);

        assertThat(bob.tryPost(garden, bobs, "good night").expect(200).json()).isEqualTo(left);
        assertThat(ann.tryPost(garden, anns, "good night, bob").expect(200).json())
                .isEqualTo(archived);
        bob.tryPost(garden, bobs, "good morning").expect(409);
        ann.tryPost(garden, anns, "good morning, bob").expect(409);
        for (var person : List.of(ann, bob)) {
            person.tryPost(garden, UUID.randomUUID().toString(), "is anybody there")
                    .expect(403);
        }
    }

    @Test
    void the_same_name_for_something_else_is_refused(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var kitchen = ann.createChannel("kitchen");
        var live = world.live(ann);
        var clientId = live.send(garden, "the roses are out");
        live.acked(clientId);

        ann.tryPost(garden, clientId, "the tulips are out").expect(409);
        ann.tryPost(kitchen, clientId, "the roses are out").expect(409);
        live.send(garden, clientId, "the tulips are out");
        live.await("a refusal", one -> !one.frames("refused").isEmpty());
        assertThat(status(live.frames("refused").getFirst())).isEqualTo(409);
        assertThat(Archive.lines(ann, garden)).extracting(Archive.Line::text).containsExactly("the roses are out");
        assertThat(ann.messages(kitchen)).isEmpty();
    }

    @Test
    void another_author_may_use_the_same_name(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var clientId = UUID.randomUUID().toString();

        ann.tryPost(garden, clientId, "the roses are out").expect(201);
        bob.tryPost(garden, clientId, "so I see").expect(201);
    }

    @Test
    void twenty_repeats_at_the_same_time_make_one_message(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var live = world.live(ann);
        var clientId = UUID.randomUUID().toString();
        var replies = Collections.synchronizedList(new ArrayList<Reply>());

        Crowd.together(IntStream.range(0, 20).boxed().toList(), i -> {
            if (i % 2 == 0) {
                live.send(garden, clientId, "the roses are out");
            } else {
                replies.add(ann.tryPost(garden, clientId, "the roses are out"));
            }
        });
        live.await("all acks", one -> one.frames("ack").size() == 10);

        var message = ann.messages(garden).getFirst();
        assertThat(Archive.messages(ann, garden)).hasSize(1);
        assertThat(live.frames("ack"))
                .extracting(ack -> Wire.number(ack, "seq"))
                .containsOnly(seq(message));
        assertThat(replies)
                .extracting(reply -> seq(reply.expect(200, 201).json()))
                .containsOnly(seq(message));
        assertThat(replies.stream().filter(reply -> reply.status() == 201).count())
                .isLessThanOrEqualTo(1);
        assertThat(log(ann, garden)).containsOnlyOnce("message.posted");
    }

    private static long status(JsonObject refused) {
        return Wire.number(refused.getJsonObject("problem"), "status");
    }

    private static long seq(JsonObject message) {
        return Wire.number(message, "seq");
    }

    private static List<String> log(Person reader, String channel) {
        return Archive.log(reader, channel, 0).stream()
                .map(event -> event.getString("kind"))
                .toList();
    }
}
