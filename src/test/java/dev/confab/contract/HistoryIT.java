package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message said before it was edited. */
@InTheWorld
class HistoryIT {
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

    private static List<JsonObject> versions(Person reader, String message) {
        return Wire.objects(reader.get("/messages/" + message + "/history")
                .expect(200)
                .json()
                .getJsonArray("versions"));
    }

    private static List<String> texts(List<JsonObject> versions) {
        return versions.stream().map(version -> version.getString("text")).toList();
    }

    @Test
    void the_texts_of_an_edited_message_are_there_for_members_until_it_is_deleted(World world) {
        var posted = ann.post(garden, "the roses 🌹 are out");
        var rose = posted.getString("id");
        assertThat(texts(versions(bob, rose))).containsExactly("the roses 🌹 are out");
        ann.edit(rose, "the roses are red");
        var edited = ann.edit(rose, "the roses are white");
        var versions = versions(bob, rose);
        assertThat(texts(versions)).containsExactly("the roses 🌹 are out", "the roses are red", "the roses are white");
        assertThat(versions.getFirst().get("at")).isEqualTo(posted.get("at"));
        assertThat(versions.getLast().get("at")).isEqualTo(edited.get("editedAt"));
        assertThat(world.signUp("eve").get("/messages/" + rose + "/history").status())
                .isEqualTo(404);
        ann.delete(rose);
        assertThat(bob.get("/messages/" + rose + "/history").status()).isEqualTo(404);
    }

    @Test
    void of_very_many_edits_the_first_and_the_latest_are_kept() {
        var rose = ann.post(garden, "petal 0").getString("id");
        for (var i = 1; i <= 103; i++) {
            ann.edit(rose, "petal " + i);
        }
        assertThat(texts(versions(bob, rose)))
                .hasSize(101)
                .startsWith("petal 0", "petal 4", "petal 5")
                .endsWith("petal 103");
    }
}
