package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** C10: unread counts follow from the read mark and the log, whatever has happened. */
@InTheWorld
class UnreadIT {

    private static final int STEPS = 150;
    private static final long SEED = 7;

    @Test
    void unread_is_what_counting_again_gives(World world) {
        var random = new Random(SEED);
        var people = List.of(world.signUp("ann"), world.signUp("bob"), world.signUp("cem"));
        var garden = people.getFirst().createChannel("garden");
        people.stream().skip(1).forEach(person -> person.join(garden));
        var kitchen = people.getFirst().createChannel("kitchen");
        people.getFirst().post(kitchen, "not to be counted in the garden");
        var written = new ArrayList<JsonObject>();

        for (var step = 1; step <= STEPS; step++) {
            var actor = people.get(random.nextInt(people.size()));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> written.add(actor.post(garden, "step " + step));
                case 5, 6 -> read(actor, garden, random.nextInt(step + 1), false);
                case 7 -> read(actor, garden, random.nextInt(step + 1), true);
                case 8 -> {
                    if (!written.isEmpty()) {
                        // The channel's owner may delete anybody's.
                        people.getFirst()
                                .delete(written.remove(random.nextInt(written.size()))
                                        .getString("id"));
                    }
                }
                default -> {
                    if (actor != people.getFirst()) {
                        actor.leave(garden);
                        actor.join(garden);
                    }
                }
            }
            if (step % 10 == 0) {
                var now = step;
                people.forEach(person -> assertThat(unread(person, garden))
                        .as("what %s has not read after step %s", person.username(), now)
                        .isEqualTo(counted(person, garden)));
            }
        }
        assertThat(Archive.messages(people.getFirst(), garden)).hasSizeGreaterThan(STEPS / 4);
    }

    @Test
    void what_i_said_myself_is_not_unread_to_me(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);

        ann.post(garden, "the roses are out");
        var second = ann.post(garden, "and the tulips");

        assertThat(unread(ann, garden)).isZero();
        assertThat(unread(bob, garden)).isEqualTo(2);
        ann.delete(second.getString("id"));
        assertThat(unread(bob, garden)).isEqualTo(1);
        assertThat(ann.channel(garden)).isEqualTo(listed(ann, garden));
        assertThat(bob.channel(garden)).isEqualTo(listed(bob, garden));
    }

    @Test
    void a_read_mark_is_told_to_the_own_other_devices_and_moves_back_only_on_demand(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var seq = Wire.number(ann.post(garden, "the roses are out"), "seq");
        var phone = world.live(ann);
        var desk = world.live(ann);

        var next = phone.cursor(ann.id()) + 1;
        desk.say(Wire.object("type", "read", "channel", garden, "seq", seq));
        var moved = phone.event(ann.id(), next);
        assertThat(moved.kind()).isEqualTo("read.moved");
        assertThat(moved.body()).isEqualTo(Wire.object("channel", garden, "seq", seq));
        read(ann, garden, 1, false);
        assertThat(Wire.number(ann.channel(garden), "readSeq")).isEqualTo(seq);
        read(ann, garden, 1, true);
        assertThat(Wire.number(ann.channel(garden), "readSeq")).isEqualTo(1);
    }

    @Test
    void marks_that_come_in_a_heap_only_move_forwards(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var places = new ArrayList<Long>();
        for (var i = 0; i < 30; i++) {
            places.add(Wire.number(ann.post(garden, "rose " + i), "seq"));
        }
        var last = places.removeLast();
        var desk = world.live(bob);
        var next = desk.cursor(bob.id()) + 1;
        Collections.shuffle(places, new Random(SEED));

        places.forEach(seq -> desk.say(Wire.object("type", "read", "channel", garden, "seq", seq)));
        desk.say(Wire.object("type", "read", "channel", garden, "seq", last));

        var told = new ArrayList<Long>();
        do {
            var moved = desk.event(bob.id(), next++);
            assertThat(moved.kind()).isEqualTo("read.moved");
            told.add(Wire.number(moved.body(), "seq"));
        } while (!told.getLast().equals(last));
        assertThat(told).isSorted().doesNotHaveDuplicates();
        assertThat(Wire.number(bob.channel(garden), "readSeq")).isEqualTo(last);
    }

    @Test
    void what_is_counted_is_true_as_of_the_head_that_is_named(World world) {
        var ann = world.signUp("ann");
        var cem = world.signUp("cem");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        cem.join(garden);
        var seen = new ArrayList<JsonObject>();

        var talk = Crowd.begin(List.of(ann, cem), person -> {
            for (var i = 0; i < 58; i++) {
                person.post(garden, i % 2 == 0 ? "rose " + i : "tulip " + i + " for @" + bob.username());
            }
        });
        while (!talk.isDone()) {
            seen.add(listed(bob, garden));
            seen.add(bob.channel(garden));
        }
        Crowd.end(talk);

        var messages = Archive.messages(bob, garden);
        var wrong = seen.stream()
                .filter(channel -> {
                    var behind = messages.stream()
                            .filter(message -> Wire.number(message, "seq") > Wire.number(channel, "readSeq"))
                            .filter(message -> Wire.number(message, "seq") <= Wire.number(channel, "head"))
                            .toList();
                    var named = behind.stream()
                            .filter(message -> ClientState.names(message, bob.id()))
                            .count();
                    return Wire.number(channel, "unread") != behind.size() || Wire.number(channel, "mentions") != named;
                })
                .count();
        System.out.printf("C10 as of the head: looks=%d wrong=%d%n", seen.size(), wrong);
        assertThat(wrong).isZero();
    }

    private static void read(Person person, String channel, long seq, boolean markUnread) {
        person.call(
                        "PUT",
                        "/channels/" + channel + "/read",
                        Wire.object("seq", seq, "markUnread", markUnread ? true : null))
                .expect(204);
    }

    private static long unread(Person person, String channel) {
        return Wire.number(person.channel(channel), "unread");
    }

    private static long counted(Person person, String channel) {
        var readSeq = Wire.number(person.channel(channel), "readSeq");
        return Archive.messages(person, channel).stream()
                .filter(message -> Wire.number(message, "seq") > readSeq)
                .filter(message -> !message.getString("author").equals(person.id()))
                .filter(message -> !message.containsKey("deletedAt"))
                .count();
    }

    private static JsonObject listed(Person person, String channel) {
        return Wire.objects(person.get("/channels?limit=200").expect(200).json().getJsonArray("channels")).stream()
                .filter(one -> one.getString("id").equals(channel))
                .findFirst()
                .orElseThrow();
    }
}
