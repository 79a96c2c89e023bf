package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people have chosen for themselves. */
@InTheWorld
class PreferencesIT {

    private static final JsonObject STANDARD = Wire.object(
            "receipts",
            true,
            "enterSends",
            true,
            "density",
            "comfortable",
            "announcements",
            "all",
            "collapsed",
            List.of());

    private static JsonObject preferences(Person person) {
        return person.get("/me").expect(200).json().getJsonObject("preferences");
    }

    @Test
    void what_is_chosen_on_one_device_is_told_to_the_others_after_a_resume_too(World world) {
        var ann = world.signUp("ann");
        assertThat(preferences(ann)).isEqualTo(STANDARD);
        var phone = world.live(ann);
        var next = phone.cursor(ann.id()) + 1;
        phone.cut();

        var chosen = ann.call(
                        "PATCH",
                        "/me/preferences",
                        Wire.object("density", "compact", "collapsed", List.of("direct", "channels", "direct")))
                .expect(200)
                .json();
        assertThat(chosen.getString("density")).isEqualTo("compact");
        assertThat(chosen.getBoolean("receipts")).isTrue();
        assertThat(chosen.getJsonArray("collapsed").toString()).isEqualTo("[\"channels\",\"direct\"]");
        assertThat(preferences(ann.signIn())).isEqualTo(chosen);
        phone.connect();
        var told = phone.event(ann.id(), next);
        assertThat(told.kind()).isEqualTo("preference.changed");
        assertThat(told.body()).isEqualTo(chosen);

        ann.call("PATCH", "/me/preferences", Wire.object("density", "compact")).expect(200);
        ann.call("PATCH", "/me/preferences", Wire.object("receipts", false)).expect(200);
        assertThat(phone.event(ann.id(), next + 1).body().getBoolean("receipts"))
                .as("what changes nothing is not told")
                .isFalse();
        assertThat(preferences(world.signUp("bob"))).isEqualTo(STANDARD);
    }

    @Test
    void only_what_there_is_to_choose_can_be_chosen(World world) {
        var ann = world.signUp("ann");
        for (var wrong : List.of(
                Wire.object("density", "cramped"),
                Wire.object("announcements", ""),
                Wire.object("collapsed", List.of("channels", "cellar")),
                Wire.object("collapsed", List.of(1)),
                Wire.object("theme", "dark"),
                Wire.object("receipts", false, "theme", "x".repeat(100_000)))) {
            assertThat(ann.call("PATCH", "/me/preferences", wrong).status())
                    .as(wrong.keySet().toString())
                    .isEqualTo(422);
        }
        for (var torn : List.of(
                Wire.object("receipts", "no"), Wire.object("density", 1), Wire.object("collapsed", "channels"))) {
            assertThat(ann.call("PATCH", "/me/preferences", torn).status()).isEqualTo(400);
        }
        assertThat(preferences(ann)).isEqualTo(STANDARD);
    }

    @Test
    void what_a_channel_is_to_somebody_is_for_that_person_alone_and_ends_with_the_membership(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var phone = world.live(bob);
        var next = phone.cursor(bob.id()) + 1;
        var path = "/channels/" + garden + "/preferences";

        assertThat(bob.call("PATCH", path, Wire.object("muted", true))
                        .expect(200)
                        .json())
                .isEqualTo(Wire.object("muted", true, "favourite", false));
        assertThat(bob.call("PATCH", path, Wire.object("favourite", true))
                        .expect(200)
                        .json())
                .isEqualTo(Wire.object("muted", true, "favourite", true));
        assertThat(phone.event(bob.id(), next + 1).body())
                .isEqualTo(Wire.object("channel", garden, "muted", true, "favourite", true));
        assertThat(bob.channel(garden).getBoolean("muted")).isTrue();
        assertThat(bob.channel(garden).getBoolean("favourite")).isTrue();
        assertThat(ann.channel(garden).getBoolean("muted")).isFalse();
        assertThat(ann.call("PATCH", path, Wire.object("muted", "yes")).status())
                .isEqualTo(400);

        bob.leave(garden);
        assertThat(bob.call("PATCH", path, Wire.object("muted", true)).status()).isEqualTo(403);
        bob.join(garden);
        assertThat(bob.channel(garden).getBoolean("muted")).isFalse();
    }
}
