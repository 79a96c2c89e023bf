package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has read how far, as others see it. */
@InTheWorld
class ReceiptsIT {

    private static List<JsonObject> readers(Person person, String channel, long seq) {
        return Wire.objects(person.get("/channels/" + channel + "/read?seq=" + seq)
                .expect(200)
                .json()
                .getJsonArray("readers"));
    }

    private static List<String> ids(List<JsonObject> readers) {
        return readers.stream().map(reader -> reader.getString("user")).toList();
    }

    private static void read(Person person, String channel, long seq, boolean markUnread) {
        person.call("PUT", "/channels/" + channel + "/read", Wire.object("seq", seq, "markUnread", markUnread))
                .expect(204);
    }

    private static void show(Person person, boolean receipts) {
        person.call("PATCH", "/me/preferences", Wire.object("receipts", receipts))
                .expect(200);
    }

    private static JsonObject seen(Live live, int count) {
        live.await("a receipt", one -> one.frames("seen").size() >= count);
        return live.frames("seen").get(count - 1);
    }

    @Test
    void what_is_read_is_told_to_those_who_look_and_marking_it_as_unread_is_no_lie(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var rose = Wire.number(ann.post(garden, "the roses are out"), "seq");
        var anns = world.live(ann);
        anns.say(Wire.object("type", "ping"));
        anns.await("an answer", live -> !live.frames("pong").isEmpty());
        assertThat(readers(ann, garden, rose)).as("nobody has read it").isEmpty();

        read(bob, garden, rose, false);
        assertThat(seen(anns, 1))
                .isEqualTo(Wire.object("type", "seen", "channel", garden, "user", bob.id(), "seq", rose));
        assertThat(readers(ann, garden, rose)).containsExactly(Wire.object("user", bob.id(), "seq", rose));
        assertThat(readers(bob, garden, 0))
                .as("oneself is not among the others")
                .isEmpty();

        read(bob, garden, rose - 1, true);
        assertThat(Wire.number(seen(anns, 2), "seq")).isEqualTo(rose);
        assertThat(ids(readers(ann, garden, rose))).containsExactly(bob.id());
    }

    @Test
    void who_came_later_has_not_seen_what_was_said_before(World world) {
        var ann = world.signUp("ann");
        var cem = world.signUp("cem");
        var garden = ann.createChannel("garden");
        var rose = Wire.number(ann.post(garden, "the roses are out"), "seq");
        cem.join(garden);
        assertThat(readers(ann, garden, 0)).isEmpty();
        var tulip = Wire.number(ann.post(garden, "the tulips are out"), "seq");
        read(cem, garden, tulip, false);

        assertThat(ids(readers(ann, garden, tulip))).containsExactly(cem.id());
        assertThat(readers(ann, garden, rose)).isEmpty();
    }

    @Test
    void who_does_not_want_to_be_seen_does_not_see_either(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var cem = world.signUp("cem");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        cem.join(garden);
        var rose = Wire.number(ann.post(garden, "the roses are out"), "seq");
        var anns = world.live(ann);
        var bobs = world.live(bob);
        for (var live : List.of(anns, bobs)) {
            live.say(Wire.object("type", "ping"));
            live.await("an answer", one -> !one.frames("pong").isEmpty());
        }
        show(bob, false);

        read(bob, garden, rose, false);
        read(cem, garden, rose, false);
        assertThat(seen(anns, 1).getString("user")).isEqualTo(cem.id());
        assertThat(ids(readers(ann, garden, rose))).containsExactly(cem.id());
        assertThat(bobs.frames("seen")).isEmpty();
        assertThat(bob.get("/channels/" + garden + "/read").status()).isEqualTo(403);

        show(bob, true);
        assertThat(ids(readers(bob, garden, rose))).containsExactly(cem.id());
        assertThat(ids(readers(ann, garden, rose))).containsExactlyInAnyOrder(bob.id(), cem.id());
        var page = ann.get("/channels/" + garden + "/read?limit=1").expect(200).json();
        assertThat(page.getJsonArray("readers")).hasSize(1);
        assertThat(page.isNull("next")).isFalse();
    }

    @Test
    void only_who_is_in_the_channel_is_told_and_may_ask(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var eve = world.signUp("eve");
        var attic = ann.createPrivateChannel("attic");
        ann.add(attic, bob);
        ann.add(attic, eve);
        var key = Wire.number(ann.post(attic, "the key is under the mat"), "seq");
        var eves = world.live(eve);
        ann.remove(attic, eve);
        eves.await(
                "the last thing heard",
                live -> live.events(eve.id()).stream()
                        .anyMatch(event -> event.kind().equals("channel.left")));
        var anns = world.live(ann);
        anns.say(Wire.object("type", "ping"));
        anns.await("an answer", live -> !live.frames("pong").isEmpty());
        read(bob, attic, key, false);
        seen(anns, 1);

        assertThat(eves.frames("seen")).isEmpty();
        assertThat(eve.get("/channels/" + attic + "/read").status()).isEqualTo(404);
    }
}
