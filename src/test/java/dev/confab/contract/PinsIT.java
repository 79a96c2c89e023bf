package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel keeps at hand. */
@InTheWorld
class PinsIT {
    private Person ann;
    private Person bob;
    private String garden;

    @BeforeEach
    void a_garden(World world) {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        garden = ann.createChannel("garden");
        bob.join(garden);
    }

    private static int pin(Person person, String method, String message) {
        return person.call(method, "/messages/" + message + "/pin", null).status();
    }

    private List<String> pins(Person reader) {
        return Wire.objects(reader.get("/channels/" + garden + "/pins")
                        .expect(200)
                        .json()
                        .getJsonArray("pins"))
                .stream()
                .map(message -> message.getString("id"))
                .toList();
    }

    @Test
    void pins_are_there_for_members_the_newest_first_until_they_are_taken_away_or_deleted(World world) {
        var rose = ann.post(garden, "the roses are out").getString("id");
        var tulip = ann.post(garden, "the tulips are out").getString("id");
        var reply = bob.reply(garden, rose, "very red").getString("id");
        for (var message : List.of(tulip, rose, reply)) {
            assertThat(pin(bob, "PUT", message)).isEqualTo(204);
        }
        assertThat(pin(ann, "PUT", tulip)).isEqualTo(204); // it is pinned already, and stays where it is
        assertThat(pins(ann)).containsExactly(reply, rose, tulip);
        assertThat(ann.get("/messages/" + tulip).json().getString("pinnedBy")).isEqualTo(bob.id());
        assertThat(pin(ann, "DELETE", rose)).isEqualTo(204);
        assertThat(ann.get("/messages/" + rose).json()).doesNotContainKeys("pinnedAt", "pinnedBy");
        bob.delete(reply);
        assertThat(pins(bob)).containsExactly(tulip);
        var eve = world.signUp("eve");
        assertThat(eve.get("/channels/" + garden + "/pins").status()).isEqualTo(403);
        assertThat(pin(eve, "DELETE", tulip)).isEqualTo(404);
    }

    @Test
    void one_pin_too_many_is_refused() {
        for (var i = 1; i <= 100; i++) {
            var author = i % 2 == 0 ? ann : bob; // one alone would be told to be slower
            assertThat(pin(bob, "PUT", author.post(garden, "rose " + i).getString("id")))
                    .isEqualTo(204);
        }
        var more = ann.post(garden, "one more").getString("id");
        assertThat(pin(bob, "PUT", more)).isEqualTo(409);
        assertThat(pins(bob)).hasSize(100).doesNotContain(more);
    }
}
