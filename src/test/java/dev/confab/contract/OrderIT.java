package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker;
import dev.confab.testing.History;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.World;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** C3, C4 and C8: one order for all, without gaps, at any pace of reading. */
@InTheWorld
class OrderIT {

    /** 24 KB each: more than a connection keeps for its client, 1 MiB, and what lies between the two besides. */
    private static final int BIG_EVENTS = 160;

    private static final String LONG = "€".repeat(7_900);

    @Test
    void everybody_sees_the_same_order_and_rest_agrees(World world) {
        var history = new History();
        var crowd = new Crowd(world, history, 5);
        var garden = crowd.channel("garden");
        var lives = crowd.connect(2);

        Crowd.together(lives, live -> new Talker(live, garden, "client " + lives.indexOf(live)).say(25));
        crowd.hearAll(garden);

        Checker.check(history).mustBeGood();
        var told = Archive.lines(lives.getFirst(), garden);
        assertThat(told).hasSize(250);
        assertThat(lives)
                .allSatisfy(live -> assertThat(Archive.lines(live, garden)).isEqualTo(told));
        assertThat(crowd.people())
                .allSatisfy(person -> assertThat(Archive.lines(person, garden)).isEqualTo(told));
    }

    @Test
    void who_does_not_read_for_a_while_then_gets_all_of_it_in_order(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var rose = ann.post(garden, "the roses are out").getString("id");
        var slow = world.live(bob);
        var start = slow.cursor(garden);
        slow.cut();
        slow.receiveBuffer(4_096).connect();

        slow.reading(false);
        for (var i = 0; i < BIG_EVENTS; i++) {
            ann.edit(rose, LONG + i);
        }
        slow.reading(true);

        slow.await(Duration.ofSeconds(30), "all of it", live -> live.cursor(garden) == start + BIG_EVENTS);
        assertThat(slow.events(garden))
                .extracting(Live.Event::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(start + 1, start + BIG_EVENTS)
                        .boxed()
                        .toList());
    }
}
