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

/** What a client begins with. */
@InTheWorld
class BootstrapIT {

    private static JsonObject bootstrap(Person person, String more) {
        return person.get("/bootstrap" + more).expect(200).json();
    }

    private static JsonObject list(Person person, String path) {
        return person.get(path).expect(200).json();
    }

    @Test
    void each_part_is_what_its_own_list_tells(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var rose = ann.post(garden, "the roses are out").getString("id");
        ann.reply(garden, rose, "all of them");
        bob.reply(garden, rose, "@" + ann.username() + " at last");
        bob.direct(ann);
        bob.call("PUT", "/messages/" + rose + "/saved", null).expect(204);
        bob.call("PUT", "/me/blocks/" + ann.id(), null).expect(204);
        bob.call("PUT", "/me/status", Wire.object("state", "away", "text", "in the garden"))
                .expect(200);

        var begun = bootstrap(bob, "?channel=" + garden);
        assertThat(begun.get("me")).isEqualTo(list(bob, "/me"));
        assertThat(begun.get("status")).isEqualTo(list(bob, "/me/status"));
        assertThat(begun.get("channels")).isEqualTo(list(bob, "/channels?limit=200"));
        assertThat(begun.getJsonObject("channels").getJsonArray("channels")).hasSize(2);
        assertThat(begun.get("users")).isEqualTo(list(bob, "/users?limit=200"));
        assertThat(begun.get("blocks")).isEqualTo(list(bob, "/me/blocks?limit=200"));
        assertThat(begun.getJsonObject("blocks").getJsonArray("users")).hasSize(1);
        assertThat(begun.get("threads")).isEqualTo(list(bob, "/threads?limit=200"));
        assertThat(begun.getJsonObject("threads").getJsonArray("threads")).hasSize(1);
        assertThat(begun.getJsonObject("saved").getJsonArray("messages").toString())
                .isEqualTo("[\"" + rose + "\"]");
        assertThat(begun.get("files")).isEqualTo(list(bob, "/files/limits"));
        var page = begun.getJsonObject("page");
        assertThat(page.getString("channel")).isEqualTo(garden);
        assertThat(page.get("messages"))
                .isEqualTo(list(bob, "/channels/" + garden + "/messages").get("messages"));
    }

    @Test
    void whoever_goes_on_from_its_heads_misses_nothing(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var begun = bootstrap(bob, "");
        var head = Wire.objects(begun.getJsonObject("channels").getJsonArray("channels"))
                .getFirst()
                .getInt("head");

        var kitchen = ann.createChannel("kitchen");
        bob.join(kitchen);
        ann.post(garden, "said between");

        try (var live = Live.of(bob)) {
            live.cursor(bob.id(), Wire.number(begun, "head"));
            live.cursor(garden, head);
            live.connect();
            live.message(garden, "said between");
            live.await(
                    "the news of the kitchen",
                    client -> client.events(bob.id()).stream()
                            .anyMatch(event -> event.kind().equals("channel.joined")
                                    && event.body().getString("channel").equals(kitchen)));
        }
    }

    @Test
    void a_channel_that_is_not_ones_own_is_left_out(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        var shed = ann.createPrivateChannel("shed");
        ann.post(garden, "the roses are out");
        for (var channel : List.of(garden, shed, "nowhere")) {
            assertThat(bootstrap(bob, "?channel=" + channel)).doesNotContainKey("page");
        }
        assertThat(bootstrap(ann, "?channel=" + shed)).containsKey("page");
    }
}
