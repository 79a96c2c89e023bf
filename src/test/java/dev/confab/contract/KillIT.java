package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.FaultProxy;
import dev.confab.testing.History;
import dev.confab.testing.Live;
import dev.confab.testing.Waiting;
import dev.confab.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The death of the server's process (F1): what was acked survives it, what was not is said again, and nobody sees a seam. */
class KillIT {

    /** What each of the nineteen talkers says, and how often the server is killed meanwhile. */
    private static final int EACH = Integer.getInteger("confab.test.kill.each", 100);

    private static final int KILLS = Integer.getInteger("confab.test.kill.times", 1);
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Test
    void a_kill_in_the_middle_of_a_storm_loses_nothing_and_doubles_nothing() {
        try (var server = ConfabServer.named("killed")
                        .database(Database.ofThisRun())
                        .withoutFloodLimits()
                        // The storm is fast: who is away for a moment misses thousands, and shall hear each of them.
                        .setting("confab.limits.resume-events", "100000")
                        .start();
                var world = World.on(server.baseUri())) {
            killInTheMiddleOfAStorm(world, server);
        }
    }

    private void killInTheMiddleOfAStorm(World world, ConfabServer server) {
        var history = new History();
        var crowd = new Crowd(world, history, 5);
        var square = crowd.channel("square");
        var first = crowd.connect(3).getFirst();
        var line = FaultProxy.before(server.port());
        var last = crowd.connectBy(line.uri(), 1).getLast();
        var lives = crowd.lives();
        var start = first.cursor(square);
        // One of them only listens: whoever has nothing to say, or nothing more, is cut by the kill just as well.
        var talkers = lives.stream().filter(live -> live != lives.get(1)).toList();

        var storm = Crowd.begin(talkers, live -> new Talker(live, square, "client " + lives.indexOf(live)).say(EACH));
        var author = "client " + lives.indexOf(last);
        for (var kill = 1; kill <= KILLS; kill++) {
            var middle = start + EACH * talkers.size() * kill / (KILLS + 2L);
            first.await(LIMIT, "the middle of it", live -> live.cursor(square) >= middle);
            // What is written without its author's knowledge must not be written again.
            line.swallowReplies(true);
            first.await(LIMIT, "what its author does not know", live -> saidBy(author, live, square) > acks(last));
            // As close behind an ack as can be: what it promises must be there already. Anybody's: some may have said
            // all.
            var acks = acks(lives);
            Waiting.until(LIMIT, () -> "no ack more", () -> acks(lives) > acks);
            server.kill9();
            var unacked = lives.stream().mapToInt(Live::unacked).sum();
            line.swallowReplies(false);
            var killed = System.nanoTime();
            server.restart();
            var ready = System.nanoTime();
            System.out.printf("F1 kill -9: unacked_at_kill=%d start=%dms%n", unacked, (ready - killed) / 1_000_000);
            assertThat(unacked)
                    .as("the kill must come between a send and its ack")
                    .isPositive();
        }
        Crowd.end(storm);
        crowd.hearAll(square);
        line.close();

        var verdict = Checker.check(history);
        System.out.printf("F1 kill -9: %s kills=%d%n", verdict, KILLS);
        verdict.mustBeGood();
        var told = Archive.lines(first, square);
        assertThat(told).hasSize(EACH * talkers.size()).doesNotHaveDuplicates();
        assertThat(lives)
                .allSatisfy(live -> assertThat(Archive.lines(live, square)).isEqualTo(told));
        assertThat(Archive.lines(crowd.people().getLast(), square)).isEqualTo(told);
        assertThat(first.events(square))
                .extracting(Live.Event::seq)
                .isEqualTo(Stream.iterate(start + 1, seq -> seq + 1)
                        .limit(told.size())
                        .toList());
    }

    private static long saidBy(String name, Live hearer, String channel) {
        return Archive.lines(hearer, channel).stream()
                .filter(line -> line.text().startsWith(name + " says "))
                .count();
    }

    private static int acks(List<Live> lives) {
        return lives.stream().mapToInt(KillIT::acks).sum();
    }

    private static int acks(Live live) {
        return live.frames("ack").size();
    }
}
