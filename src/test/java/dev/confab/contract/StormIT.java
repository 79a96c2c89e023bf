package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Live;
import dev.confab.testing.MariaDb;
import dev.confab.testing.Person;
import dev.confab.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A node is gone, and all its people come to this one at the same moment. How long it takes is {@code mvn -Pbench}'s to say. */
class StormIT {
    private static final int PEOPLE = 60;
    private static final int SOCKETS_OF_ONE = 5;
    private static final int CHANNELS = 4;
    private static final int EVENTS = 20;
    private static final int MISSED = 10;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Who it is (1), what is followed from where (3), whether the session still stands (1), what was missed (1). */
    private static final int QUESTIONS_OF_ONE = 6;
    /** The talk, the checks of each second, and what several have read at the same time. */
    private static final int QUESTIONS_BESIDE = 600;

    @Test
    void all_are_let_in_one_after_the_other_and_hear_what_they_have_missed_in_order_and_once() throws Exception {
        try (var server = ConfabServer.named("storm")
                        .database(Database.ofThisRun())
                        .withoutFloodLimits()
                        .setting("confab.admission.at-once", "1")
                        .start();
                var world = World.on(server.baseUri())) {
            var ann = world.signUp("ann");
            var channels = IntStream.range(0, CHANNELS)
                    .mapToObj(n -> ann.createChannel("garden" + n))
                    .toList();
            var people = people(world, channels);
            var cursors = new HashMap<String, Long>();
            for (var channel : channels) {
                IntStream.range(0, EVENTS).forEach(n -> ann.post(channel, "rose " + n));
                cursors.put(channel, head(ann, channel) - MISSED);
            }
            var lives = people.stream()
                    .flatMap(person -> IntStream.range(0, SOCKETS_OF_ONE).mapToObj(n -> behind(person, cursors)))
                    .toList();
            var talker = world.live(ann);
            var asked = questions();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = lives.stream()
                        .map(live -> threads.submit(live::connect))
                        .toList();
                for (var one : all) {
                    while (!one.isDone()) {
                        talker.acked(talker.send(channels.getFirst(), "meanwhile"));
                        try {
                            one.get(200, TimeUnit.MILLISECONDS);
                        } catch (TimeoutException e) {
                            assertThat(talker.isOpen()).isTrue();
                        }
                    }
                    one.get();
                }
                for (var channel : channels) {
                    var last = talker.acked(talker.send(channel, "that was all"));
                    lives.forEach(live ->
                            live.await(LIMIT, "seq " + last + " of " + channel, it -> it.cursor(channel) >= last));
                    for (var live : lives) {
                        assertThat(live.events(channel))
                                .extracting(Live.Event::seq)
                                .containsExactlyElementsOf(LongStream.rangeClosed(cursors.get(channel) + 1, last)
                                        .boxed()
                                        .toList());
                    }
                }
                assertThat(questions() - asked)
                        .isLessThanOrEqualTo((long) QUESTIONS_OF_ONE * lives.size() + QUESTIONS_BESIDE);
                for (var live : lives) {
                    assertThat(live.frames("ready"))
                            .as("the first try was the last")
                            .hasSize(1);
                    assertThat(live.frames("bye")).isEmpty();
                    assertThat(live.frames("reset")).isEmpty();
                }
            } finally {
                lives.forEach(Live::close);
            }
        }
    }

    private static List<Person> people(World world, List<String> channels) throws Exception {
        var people = new ArrayList<Person>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var one : IntStream.range(0, PEOPLE)
                    .mapToObj(n -> threads.submit(() -> {
                        var person = world.signUp("bob");
                        channels.forEach(person::join);
                        return person;
                    }))
                    .toList()) {
                people.add(one.get());
            }
        }
        return people;
    }

    private static Live behind(Person person, Map<String, Long> cursors) {
        var live = Live.of(person);
        cursors.forEach(live::cursor);
        return live;
    }

    private static long head(Person member, String channel) {
        return member.channel(channel).getJsonNumber("head").longValue();
    }

    /** What the database has been asked so far; it counts on MariaDB alone. */
    private static long questions() {
        return System.getProperty("confab.test.db", "h2").equals("mariadb")
                ? MariaDb.ofThisJvm().questions()
                : 0;
    }
}
