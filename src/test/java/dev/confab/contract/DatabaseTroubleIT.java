package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.History;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Meddler;
import dev.confab.testing.Waiting;
import dev.confab.testing.World;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A database that other programs lock and that hangs up in the middle (F20, F22). The people notice nothing but a wait. */
@InTheWorld(limited = false)
class DatabaseTroubleIT {

    private static final int KILLS = 6;
    private static final int MOST_ROUNDS = 100;
    private static final int DEVICES = 4;
    private static final Duration LONG_LOCK = Duration.ofSeconds(7);

    @Test
    void deadlocks_are_nobodys_business(World world, ConfabServer server) throws SQLException {
        var meddler = Meddler.of(server);
        var history = new History();
        var crowd = new Crowd(world, history, 2);
        // The server locks heads by id; the meddler takes the later one first.
        var channels = List.of(crowd.channel("north"), crowd.channel("south")).stream()
                .sorted()
                .toList();
        var talkers = talkers(crowd, channels);

        var deadlocks = meddler.deadlocks();
        var storm = Crowd.begin(talkers, talker -> talker.say(60, 2, ""));
        var lost = 0;
        while (!storm.isDone()) {
            lost += meddler.lockCrosswise(channels.getLast(), channels.getFirst()) ? 0 : 1;
        }
        Crowd.end(storm);
        channels.forEach(crowd::hearAll);

        var ours = meddler.deadlocks() - deadlocks - lost;
        finish("F22 deadlocks: of_server=" + ours + " of_other=" + lost, history, talkers);
        assertThat(ours)
                .as("the server must have been the victim for this to mean anything")
                .isPositive();
        assertThat(talkers).allMatch(talker -> talker.repeats() == 0);
    }

    @Test
    void a_long_lock_makes_people_wait_and_no_more(World world, ConfabServer server) throws SQLException {
        var meddler = Meddler.of(server);
        var history = new History();
        var crowd = new Crowd(world, history, 2);
        var square = crowd.channel("square");
        var talkers = talkers(crowd, List.of(square));

        var lock = meddler.lock(square);
        Future<?> storm;
        try {
            storm = Crowd.begin(talkers, talker -> talker.say(20, 5, ""));
            Waiting.until("sends to be waiting", () -> unacked(crowd) >= DEVICES * 5);
            // Longer than the database lets the server wait for a row: the first attempt fails.
            Waiting.throughout(
                    LONG_LOCK,
                    "acks must wait",
                    () -> crowd.lives().stream()
                            .allMatch(live -> live.frames("ack").isEmpty()));
        } finally {
            lock.close();
        }
        Crowd.end(storm);
        crowd.hearAll(square);

        finish("F22 long lock", history, talkers);
        assertThat(talkers).allMatch(talker -> talker.repeats() == 0);
    }

    @Test
    void connections_killed_in_the_middle_lose_nothing_and_double_nothing(World world, ConfabServer server)
            throws SQLException {
        var meddler = Meddler.of(server);
        var history = new History();
        var crowd = new Crowd(world, history, 2);
        var channels = List.of(crowd.channel("north"), crowd.channel("south"));
        var talkers = talkers(crowd, channels);

        var enough = new AtomicBoolean();
        var said = new AtomicInteger();
        var storm = Crowd.begin(talkers, talker -> {
            for (var round = 1; !enough.get(); round++) {
                talker.say(40, 8, " in round " + round);
                said.addAndGet(40);
            }
        });
        var killed = 0;
        var rounds = 0;
        while (killed < KILLS && rounds < MOST_ROUNDS && !storm.isDone()) {
            killed += meddler.killOne();
            rounds++;
            Waiting.until(Duration.ofMinutes(1), () -> "never", pause(200));
        }
        enough.set(true);
        Crowd.end(storm);
        channels.forEach(crowd::hearAll);

        finish("F20 killed connections: killed=" + killed + " in " + rounds, history, talkers);
        assertThat(killed).isEqualTo(KILLS);
        channels.forEach(channel -> assertThat(Archive.lines(crowd.people().getFirst(), channel))
                .doesNotHaveDuplicates()
                .isEqualTo(Archive.lines(crowd.lives().getFirst(), channel)));
        assertThat(channels.stream()
                        .mapToInt(channel ->
                                Archive.lines(crowd.lives().getFirst(), channel).size())
                        .sum())
                .isEqualTo(said.get());
    }

    private static java.util.function.BooleanSupplier pause(int milliseconds) {
        var until = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
        return () -> System.nanoTime() >= until;
    }

    /** So many devices for each channel, of both people. */
    private static List<Talker> talkers(Crowd crowd, List<String> channels) {
        var lives = crowd.connect(channels.size() * DEVICES / 2);
        return IntStream.range(0, lives.size())
                .mapToObj(i -> new Talker(lives.get(i), channels.get(i % channels.size()), "talker " + i))
                .toList();
    }

    private static int unacked(Crowd crowd) {
        return crowd.lives().stream().mapToInt(Live::unacked).sum();
    }

    private static void finish(String name, History history, List<Talker> talkers) {
        var verdict = Checker.check(history);
        System.out.printf(
                "%s: %s refused_for_now=%d%n",
                name, verdict, talkers.stream().mapToInt(Talker::repeats).sum());
        verdict.mustBeGood();
    }
}
