package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How people are there, as others see it on their screens. */
@InTheWorld
class PresenceIT {
    /** The grace after the last connection, and the second in which it is told. */
    private static final Duration GONE = Duration.ofSeconds(15);

    private static void watch(Live live, Person... people) {
        var ids = Json.createArrayBuilder();
        for (var person : people) {
            ids.add(person.id());
        }
        live.say(Json.createObjectBuilder()
                .add("type", "watch")
                .add("users", ids)
                .build());
    }

    private static Optional<JsonObject> last(Live live, Person person) {
        return live.frames("presence").stream()
                .filter(frame -> frame.getString("user").equals(person.id()))
                .reduce((one, next) -> next);
    }

    private static boolean sees(Live live, Person person, String state) {
        return last(live, person)
                .filter(frame -> frame.getString("state").equals(state))
                .isPresent();
    }

    private static void awaitState(Live live, Person person, String state) {
        live.await(GONE, person.username() + " is " + state, one -> sees(one, person, state));
    }

    private static void turn(Live live, String state) {
        live.say(Wire.object("type", "presence", "state", state));
    }

    @Test
    void somebody_is_there_while_any_of_the_tabs_is_and_gone_soon_after_the_last(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var bobs = world.live(bob);
        watch(bobs, ann, bob);
        awaitState(bobs, ann, "offline");
        awaitState(bobs, bob, "online");

        var laptop = world.live(ann);
        var phone = world.live(ann);
        awaitState(bobs, ann, "online");
        turn(laptop, "away");
        turn(phone, "away");
        awaitState(bobs, ann, "away");
        turn(phone, "online");
        awaitState(bobs, ann, "online");
        phone.close();
        awaitState(bobs, ann, "away");
        laptop.cut(); // as when a browser is killed
        awaitState(bobs, ann, "offline");
    }

    @Test
    void what_somebody_says_is_told_to_the_own_devices_and_to_whoever_looks(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var bobs = world.live(bob);
        var anns = world.live(ann);
        watch(bobs, ann);
        awaitState(bobs, ann, "online");
        var end =
                Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS).toString();
        var said = ann.call(
                        "PUT",
                        "/me/status",
                        Wire.object("state", "dnd", "until", end, "emoji", "🌴", "text", " by the sea "))
                .expect(200)
                .json();

        awaitState(bobs, ann, "dnd");
        var seen = last(bobs, ann).orElseThrow();
        assertThat(Instant.parse(seen.getString("until"))).isEqualTo(Instant.parse(end));
        assertThat(seen.getString("emoji")).isEqualTo("🌴");
        assertThat(seen.getString("text")).isEqualTo("by the sea");
        assertThat(ann.get("/me/status").expect(200).json()).isEqualTo(said);
        anns.await(
                "her own log says it",
                live -> live.events(ann.id()).stream()
                        .anyMatch(event -> event.kind().equals("status.changed")
                                && event.body().equals(said)));
        assertThat(bobs.frames("event"))
                .noneMatch(frame -> frame.getString("kind").equals("status.changed"));

        ann.call("PUT", "/me/status", Wire.object("state", "online")).expect(200);
        awaitState(bobs, ann, "online");
        assertThat(last(bobs, ann).orElseThrow()).doesNotContainKeys("until", "emoji", "text");
    }

    @Test
    void a_status_that_cannot_be_is_refused(World world) {
        var ann = world.signUp("ann");
        for (var wrong : List.of(
                Wire.object("state", "offline"),
                Wire.object("state", "online", "until", "2999-01-01T00:00:00Z"),
                Wire.object("state", "dnd", "until", "2001-01-01T00:00:00Z"),
                Wire.object("state", "dnd", "until", "2999-01-01T00:00:00Z"),
                Wire.object("state", "dnd", "until", "tomorrow"),
                Wire.object("state", "dnd", "until", "+999999999-12-31T23:59:59.999Z"),
                Wire.object("emoji", "at lunch"),
                Wire.object("emoji", ""),
                Wire.object("text", "x".repeat(101)),
                Wire.object("textUntil", Instant.now().plusSeconds(60).toString()))) {
            assertThat(ann.call("PUT", "/me/status", wrong).status())
                    .as(wrong.toString())
                    .isEqualTo(422);
        }
        assertThat(ann.get("/me/status").expect(200).json()).isEqualTo(Wire.object("state", "online"));
    }
}
