package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody has put aside. */
@InTheWorld
class SavedIT {

    private static int save(Person person, String method, String message) {
        return person.call(method, "/messages/" + message + "/saved", null).status();
    }

    private static JsonObject page(Person reader, String more) {
        return reader.get("/saved" + more).expect(200).json();
    }

    private static List<String> ids(JsonObject page) {
        return Wire.objects(page.getJsonArray("messages")).stream()
                .map(message -> message.getString("id"))
                .toList();
    }

    @Test
    void what_is_put_aside_is_for_its_owner_alone_and_only_in_channels_of_ones_own(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var rose = ann.post(garden, "the roses are out").getString("id");
        var tulip = ann.post(garden, "the tulips are out").getString("id");
        var lily = ann.post(garden, "the lilies are out").getString("id");
        for (var message : List.of(tulip, rose, lily, tulip)) {
            assertThat(save(bob, "PUT", message)).isEqualTo(204);
        }
        var first = page(bob, "?limit=2");
        assertThat(ids(first)).containsExactly(lily, rose);
        var last = page(bob, "?limit=2&cursor=" + first.getString("next"));
        assertThat(ids(last)).containsExactly(tulip);
        assertThat(last.isNull("next")).isTrue();
        assertThat(ids(page(ann, ""))).isEmpty();
        assertThat(bob.get("/saved?cursor=x").status()).isEqualTo(422);

        assertThat(save(bob, "DELETE", lily)).isEqualTo(204);
        assertThat(save(bob, "DELETE", lily)).isEqualTo(204);
        ann.delete(rose);
        assertThat(save(bob, "PUT", rose)).isEqualTo(404);
        assertThat(ids(page(bob, ""))).containsExactly(tulip);

        bob.leave(garden);
        assertThat(ids(page(bob, ""))).isEmpty();
        assertThat(save(bob, "PUT", tulip)).isEqualTo(404);
        bob.join(garden);
        assertThat(ids(page(bob, ""))).containsExactly(tulip);
    }
}
