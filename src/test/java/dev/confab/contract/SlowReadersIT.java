package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.History;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** C8 (A8, F9): a reader that cannot keep up costs little memory, delays nobody, and gets everything in the end. */
@InTheWorld(limited = false)
class SlowReadersIT {

    private static final int EVENTS = Integer.getInteger("confab.test.slow.events", 50_000);
    /** With a larger one the client's kernel asks for more so seldom that a slow reader looks like one who has stopped. */
    private static final int SMALL_BUFFER = 4_096;

    private static final int BYTES_PER_SECOND = 1_000;
    private static final int TOO_SLOW = 4008;
    private static final int STALLED = Integer.getInteger("confab.test.slow.stalled", 200);
    /** More of the big events than the server and the kernels keep for a client. */
    private static final int PLENTY = 1_500;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int DEVICES = 50;
    /** One of so many. */
    private static final int LISTENING = 8;

    private static final long MIB = 1024 * 1024;
    private static final String PADDING = " and more of it".repeat(10);

    /** The kernels' buffers shall be full soon. */
    private static final String BIG_PADDING = " and more of it".repeat(500);

    @Test
    void one_who_reads_slowly_and_one_who_reads_nothing_hurt_only_themselves(World world, ConfabServer server) {
        var calm = new History();
        var crowd = new Crowd(world, calm, 3);
        var square = crowd.channel("square");
        var lives = crowd.connect(1);
        var slow = stalling(world, crowd.people().getLast());
        var deaf = stalling(world, crowd.people().getLast());
        var first = slow.cursor(square) + 1;
        storm(lives, square, "calm", EVENTS / 10);
        crowd.hearAll(square);
        var before = Checker.check(calm);
        before.mustBeGood();

        var rough = new History();
        lives.forEach(live -> rough.follow("client " + lives.indexOf(live), live));
        var open = Gauges.connections(server);
        var heap = server.heapInUse();
        var start = slow.cursor(square);
        slow.socket().readRate(BYTES_PER_SECOND);
        deaf.reading(false);
        var givenUp = Crowd.begin(List.of(deaf), live -> hangUp(server, live, open - 1));
        storm(lives, square, "rough", EVENTS);
        crowd.hearAll(square);
        var after = server.heapInUse();
        Crowd.end(givenUp);

        var verdict = Checker.check(rough);
        System.out.printf(
                "F9 slow and deaf: %s p99_ratio=%.2f heap_before=%.1fMiB heap_after=%.1fMiB slow_had=%d%n",
                verdict,
                verdict.figures().p99() / before.figures().p99(),
                heap / (double) MIB,
                after / (double) MIB,
                slow.cursor(square) - start);
        verdict.mustBeGood();
        assertThat(after - heap).as("growth of the heap").isLessThan(32 * MIB);
        // A figure of a busy machine: the bound only tells a delay from none.
        assertThat(verdict.figures().p99()).as("the others' p99").isLessThan(5_000);
        var head = lives.getFirst().cursor(square);
        assertThat(slow.cursor(square)).as("the slow one must have been slow").isLessThan(head - EVENTS / 2);
        slow.socket().readRate(Long.MAX_VALUE);
        slow.await(Duration.ofSeconds(90), "all of it", live -> live.cursor(square) == head);
        assertThat(slow.events(square))
                .extracting(Live.Event::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, head).boxed().toList());
        assertThat(slow.isOpen()).isTrue();
        catchUp(deaf, crowd.people().getLast(), square, head);
    }

    @Test
    void two_hundred_who_read_nothing_are_all_closed_in_time(World world, ConfabServer server) {
        var crowd = new Crowd(world, new History(), 1 + STALLED / DEVICES);
        var square = crowd.channel("square");
        var talker = world.live(crowd.people().getFirst());
        var stalled = new ArrayList<Live>();
        crowd.people().stream().skip(1).forEach(person -> {
            for (var i = 0; i < DEVICES; i++) {
                stalled.add(stalling(world, person));
            }
        });
        var most = stalled.size() + 1;
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(60), "nobody else", now -> now == most);
        var heap = server.heapInUse();

        stalled.forEach(live -> live.reading(false));
        var begun = System.nanoTime();
        var enough = new AtomicBoolean();
        Future<?> storm = Crowd.begin(List.of(talker), live -> {
            for (var round = 0; !enough.get(); round++) {
                new Talker(live, square, "talker").say(20, 5, BIG_PADDING + " in round " + round);
                if (live.cursor(square) > PLENTY) {
                    LockSupport.parkNanos(PAUSE.toNanos()); // all of it must be read again afterwards
                }
            }
        });
        talker.await(Duration.ofSeconds(60), "more than fits", live -> live.cursor(square) > 500);
        var during = server.heapInUse();
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(60), "the first given up", now -> now < most);
        var first = System.nanoTime() - begun;
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(50), "all given up", now -> now == 1);
        var givenUp = System.nanoTime() - begun;
        enough.set(true);
        Crowd.end(storm);
        // Each of them has megabytes under way: a few read all of that, to hear why, and the others hang up.
        var listening = IntStream.range(0, stalled.size() / LISTENING)
                .mapToObj(i -> stalled.get(i * LISTENING))
                .toList();
        listening.forEach(live -> live.reading(true));
        listening.forEach(live -> live.await(Duration.ofSeconds(60), "the end", one -> !one.isOpen()));
        stalled.stream().filter(Live::isOpen).forEach(Live::cut);
        var told = stalled.stream().filter(live -> live.closeCode().isPresent()).toList();

        System.out.printf(
                "F9 two hundred stalled: given_up=%.1fs..%.1fs told_why=%d heap_growth=%.1fMiB events=%d%n",
                first / 1e9, givenUp / 1e9, told.size(), (during - heap) / (double) MIB, talker.cursor(square));
        assertThat(during - heap)
                .as("a mebibyte for each, and room for the rest")
                .isLessThan((STALLED + 32) * MIB);
        // Who reads on too late finds the line cut.
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(live -> assertThat(live.closeCode()).hasValue(TOO_SLOW));
        var head = talker.cursor(square);
        for (var i = 0; i < stalled.size(); i++) {
            if (i % DEVICES == 0) {
                catchUp(stalled.get(i), crowd.people().get(1 + i / DEVICES), square, head);
            } else {
                stalled.get(i).connect();
                stalled.get(i).await("the head", live -> live.cursor(square) == head);
            }
        }
    }

    /** A client whose kernel keeps little for it. */
    private static Live stalling(World world, Person person) {
        var live = world.live(person);
        live.cut();
        live.receiveBuffer(SMALL_BUFFER).connect();
        return live;
    }

    private static void storm(List<Live> lives, String channel, String name, int events) {
        Crowd.together(
                lives,
                live -> new Talker(live, channel, name + " " + lives.indexOf(live))
                        .say(events / lives.size(), 25, PADDING));
    }

    /** Reads on as soon as the server has given up, as a laptop that wakes up; hears why it was closed. */
    private static void hangUp(ConfabServer server, Live deaf, double left) {
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(120), "one given up", now -> now <= left);
        deaf.reading(true);
        deaf.await(Duration.ofSeconds(30), "the end", live -> !live.isOpen());
        assertThat(deaf.closeCode()).hasValue(TOO_SLOW);
    }

    /** Comes back with its cursor; what does not come in band is read. */
    private static void catchUp(Live live, Person person, String channel, long head) {
        var cursor = live.cursor(channel);
        var missed = Archive.log(person, channel, cursor);
        assertThat(missed)
                .extracting(event -> Wire.number(event, "seq"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(cursor + 1, head).boxed().toList());
        live.connect();
        live.await("the head", one -> one.cursor(channel) == head);
    }
}
