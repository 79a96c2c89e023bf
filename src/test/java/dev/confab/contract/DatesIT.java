package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was said at a time, found without reading all that was said since. */
@InTheWorld
class DatesIT {
    private Person ann;
    private Person bob;
    private String garden;

    @BeforeEach
    void ann_and_bob_are_in_the_garden(World world) {
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        garden = ann.createChannel("garden");
        bob.join(garden);
    }

    private static Instant at(JsonObject message) {
        return Instant.parse(message.getString("at"));
    }

    private JsonObject page(Person reader, String time, int limit) {
        return reader.get("/channels/" + garden + "/messages?limit=" + limit + "&at=" + Person.encoded(time))
                .expect(200)
                .json();
    }

    private List<JsonObject> messages(Instant time, int limit) {
        return Wire.objects(page(ann, time.toString(), limit).getJsonArray("messages"));
    }

    @Test
    void every_time_leads_to_the_first_message_that_was_said_then_or_later() {
        var rose = ann.post(garden, "the roses are out").getString("id");
        for (var i = 1; i <= 20; i++) {
            var said = (i % 2 == 0 ? ann : bob).post(garden, "day " + i).getString("id");
            if (i % 3 == 0) {
                ann.react(said, "🌷");
            }
            if (i % 5 == 0) {
                bob.reply(garden, rose, "in the thread alone " + i);
            }
            if (i == 7) {
                bob.delete(said);
            }
        }
        bob.reply(garden, rose, "the last word, and not in the channel");
        var all = ann.messages(garden);
        assertThat(all).hasSize(21);

        var asked = new ArrayList<Instant>(List.of(Instant.EPOCH, Instant.parse("2999-12-31T23:59:59.999Z")));
        for (var message : all) {
            asked.addAll(
                    List.of(at(message).minusMillis(1), at(message), at(message).plusMillis(1)));
        }
        for (var time : asked) {
            var wanted = all.stream()
                    .filter(message -> !at(message).isBefore(time))
                    .findFirst()
                    .orElse(all.getLast());
            assertThat(messages(time, 1)).as("at %s", time).containsExactly(wanted);
        }
        assertThat(messages(Instant.EPOCH, 6)).isEqualTo(all.subList(0, 3));
        assertThat(messages(Instant.parse("2999-01-01T00:00:00Z"), 6)).isEqualTo(all.subList(15, 21));
        assertThat(Wire.number(page(bob, Instant.EPOCH.toString(), 1), "head"))
                .isEqualTo(Wire.number(bob.channel(garden), "head"));
    }

    @Test
    void an_offset_is_a_way_to_write_a_time_and_no_other_time() {
        ann.post(garden, "the roses are out");
        bob.post(garden, "and the tulips");
        var time = at(ann.messages(garden).getLast());
        var there = time.atOffset(ZoneOffset.ofHours(5)).toString();

        assertThat(page(ann, there, 50)).isEqualTo(page(ann, time.toString(), 50));
        assertThat(ann.get("/channels/" + garden + "/messages?at=yesterday")
                        .expect(422)
                        .body())
                .contains("\"field\":\"at\"");
    }

    @Test
    void where_nothing_was_said_there_is_nothing_at_any_time() {
        for (var time : List.of(Instant.EPOCH, Instant.now(), Instant.parse("2999-01-01T00:00:00Z"))) {
            assertThat(messages(time, 50)).isEmpty();
        }
    }

    @Test
    void who_may_not_read_there_is_told_the_same_as_about_any_page(World world) {
        var cem = world.signUp("cem");
        var attic = ann.createPrivateChannel("attic");
        ann.post(attic, "under the mat");
        for (var channel : List.of(garden, attic, UUID.randomUUID().toString())) {
            var messages = "/channels/" + channel + "/messages";
            var page = cem.get(messages + "?limit=50");
            var dated = cem.get(messages + "?at=1970-01-01T00:00:00.000Z");
            assertThat(dated.status()).isEqualTo(page.status()).isIn(403, 404);
            assertThat(dated.body()).isEqualTo(page.body());
        }
    }
}
