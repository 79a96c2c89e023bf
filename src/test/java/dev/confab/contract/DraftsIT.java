package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people have begun to write, on all their devices. */
@InTheWorld
class DraftsIT {

    private static Reply keep(Person person, String channel, String parent, String text, Integer age) {
        return person.call(
                "PUT", "/channels/" + channel + "/draft", Wire.object("text", text, "parent", parent, "age", age));
    }

    private static List<JsonObject> drafts(Person person) {
        return Wire.objects(person.get("/drafts?limit=200").expect(200).json().getJsonArray("drafts"));
    }

    private static List<String> texts(Person person) {
        return drafts(person).stream().map(draft -> draft.getString("text")).toList();
    }

    private static Live listening(World world, Person person) {
        var live = world.live(person);
        live.say(Wire.object("type", "ping"));
        live.await("an answer", one -> !one.frames("pong").isEmpty());
        return live;
    }

    @Test
    void what_is_written_on_one_device_is_on_the_others_and_on_no_log(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var rose = ann.post(garden, "the roses are out").getString("id");
        var phone = listening(world, ann);
        var bobs = listening(world, bob);
        var head = phone.cursor(ann.id());

        var kept = keep(ann, garden, null, "  the tulips\n", null).expect(200).json();
        assertThat(kept.getString("text")).isEqualTo("the tulips");
        keep(ann, garden, rose, "and the lilies", null).expect(200);
        phone.await("both", live -> live.frames("draft").size() == 2);
        assertThat(phone.frames("draft").getFirst())
                .isEqualTo(Wire.object(
                        "type", "draft", "channel", garden, "text", "the tulips", "at", kept.getString("at")));
        assertThat(phone.frames("draft").getLast().getString("parent")).isEqualTo(rose);
        assertThat(texts(ann.signIn())).containsExactly("the tulips", "and the lilies");

        keep(ann, garden, null, " ", null).expect(200);
        phone.await("that it is gone", live -> live.frames("draft").size() == 3);
        assertThat(phone.frames("draft").getLast().getString("text")).isEmpty();
        assertThat(texts(ann)).containsExactly("and the lilies");
        assertThat(phone.cursor(ann.id())).isEqualTo(head);
        assertThat(drafts(bob)).isEmpty();
        assertThat(bobs.frames("draft")).isEmpty();
        var page = ann.get("/drafts?limit=1").expect(200).json();
        assertThat(page.isNull("next")).isTrue();
    }

    @Test
    void the_one_that_was_written_last_stays_whenever_it_arrives(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        keep(ann, garden, null, "at the desk", null).expect(200);

        var told = keep(ann, garden, null, "on the train, without a network", 60_000)
                .expect(200)
                .json();
        assertThat(told).isEqualTo(drafts(ann).getFirst());
        assertThat(told.getString("text")).isEqualTo("at the desk");
        keep(ann, garden, null, "", 60_000).expect(200);
        assertThat(texts(ann)).containsExactly("at the desk");
        keep(ann, garden, null, "from now", 0).expect(200);
        assertThat(texts(ann)).containsExactly("from now");
        assertThat(keep(ann, garden, null, "from the future", -1).status()).isEqualTo(422);
    }

    @Test
    void they_are_few_and_short_and_in_channels_of_ones_own(World world) {
        var ann = world.signUp("ann");
        var eve = world.signUp("eve");
        var garden = ann.createChannel("garden");
        var attic = ann.createPrivateChannel("attic");
        var key = ann.post(attic, "the key").getString("id");
        assertThat(keep(eve, attic, null, "hello", null).status()).isEqualTo(404);
        assertThat(keep(eve, garden, null, "hello", null).status()).isEqualTo(403);
        eve.join(garden);
        assertThat(keep(eve, garden, key, "hello", null).status()).isEqualTo(422);
        assertThat(keep(eve, garden, null, "x".repeat(8_001), null).status()).isEqualTo(422);
        keep(eve, garden, null, "x".repeat(8_000), null).expect(200);
        eve.leave(garden);
        assertThat(drafts(eve)).isEmpty();
        eve.join(garden);
        assertThat(drafts(eve)).hasSize(1);
    }
}
