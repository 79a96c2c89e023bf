package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Patience and its end. What takes half a minute or more goes on all at once, from before the first test. */
@InTheWorld
class LastingIT {

    private static final int POLICY = 1008;
    private static final int READ_LIMIT_MS = 90_000;

    /** How a connection ended, and after how long. */
    private record End(int code, double seconds) {}

    private static World world;
    private static ExecutorService threads;
    private static Future<End> unfinished;
    private static Future<SlowHeaders> slowHeaders;
    private static Future<SignInTimes> signInTimes;

    @BeforeAll
    static void beginAll(ConfabServer server) {
        world = World.on(server.baseUri());
        threads = Executors.newVirtualThreadPerTaskExecutor();
        unfinished = begin(LastingIT::unfinished);
        slowHeaders = begin(() -> SlowHeaders.attack(server.baseUri(), 200));
        signInTimes = begin(() -> SignInTimes.measure(world));
    }

    private static <T> Future<T> begin(Callable<T> what) {
        return threads.submit(what);
    }

    @AfterAll
    static void end() {
        threads.shutdownNow();
        world.close();
    }

    @Test
    void a_message_that_is_not_finished_for_30_s_closes_with_1008() throws Exception {
        var end = unfinished.get();

        assertThat(end.code).isEqualTo(POLICY);
        assertThat(end.seconds).isBetween(29.0, 44.0);
    }

    @Test
    void accepted_gap_headers_that_come_byte_by_byte_are_waited_for_but_keep_nobody_out() throws Exception {
        var result = slowHeaders.get();

        System.out.println(result);
        assertThat(result.servedMeanwhile()).isEqualTo(SlowHeaders.ROUNDS);
        // The container has no time limit for it: a proxy before it has.
        assertThat(result.closed()).isZero();
    }

    @Test
    void a_wrong_name_and_a_wrong_password_take_the_same_time_and_get_the_same_answer() throws Exception {
        var times = signInTimes.get();

        System.out.println(times);
        assertThat(times.answers()).hasSize(1);
        assertThat(times.headers()).hasSize(1);
        assertThat(times.areaUnderCurve()).isBetween(0.3, 0.7);
    }

    @Test
    void typing_is_passed_on_once_in_three_seconds(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var garden = ann.createChannel("garden");
        bob.join(garden);
        var anns = world.live(ann);
        var bobs = world.live(bob);

        // Signals are for who is listening already.
        bobs.say(Wire.object("type", "ping"));
        bobs.await("a pong", live -> !live.frames("pong").isEmpty());
        var started = System.nanoTime();
        for (var i = 0; i < 100; i++) {
            anns.say(Wire.object("type", "typing", "channel", garden));
        }
        anns.acked(anns.send(garden, "done"));
        bobs.message(garden, "done");

        var most = 1 + (System.nanoTime() - started) / 3_000_000_000L;
        assertThat(bobs.frames("typing").size()).isBetween(1, (int) most);
        assertThat(anns.frames("typing")).isEmpty();
    }

    @Test
    void a_flood_of_frames_is_refused_and_the_next_person_does_not_notice(World world) throws IOException {
        var bob = world.signUp("bob");
        var garden = bob.createChannel("garden");
        var bobs = world.live(bob);
        try (var eve = Sockets.open(world.signUp("eve"))) {
            for (var i = 0; i < 2_000; i++) {
                eve.sendText("{\"type\":\"ping\"}");
            }
            var refused = eve.next("refused");
            assertThat(refused.getJsonObject("problem").getInt("status")).isEqualTo(429);
            assertThat(Wire.number(refused, "retryAfter")).isPositive();

            bobs.acked(bobs.send(garden, "nothing noticed"));
        }
    }

    private static End unfinished() throws IOException {
        var socket = Sockets.open(world.signUp("unfinished"));
        var started = System.nanoTime();
        socket.readLimit(READ_LIMIT_MS);
        socket.send(false, 0, RawSocket.TEXT, new byte[] {'{'}, true);
        var code = Sockets.closeCode(socket);
        socket.close();
        return new End(code, (System.nanoTime() - started) / 1e9);
    }
}
