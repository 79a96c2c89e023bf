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
        assertThat(Wire.number(live.frames("refused").getFirst().getJsonObject("problem"), "status"))
                .isEqualTo(409);
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

    private static long seq(JsonObject message) {
        return Wire.number(message, "seq");
    }

    private static List<String> log(Person reader, String channel) {
        return Archive.log(reader, channel, 0).stream()
                .map(event -> event.getString("kind"))
                .toList();
    }
}
