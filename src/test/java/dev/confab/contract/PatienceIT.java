package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.FaultProxy;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the server does about clients after a while: it knocks (A9), it gives up those who are gone without a word (F7), and it
 * ends a flood (F10). All three take their time, so they are watched side by side.
 */
@InTheWorld
class PatienceIT {

    private static final int POLICY = 1008;
    private static final Duration BEAT = Duration.ofMillis(200);

    @Test
    void silence_is_noticed_and_a_flood_is_ended_while_others_live_on(World world, ConfabServer server) {
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(60), "nobody else", now -> now == 0);
        var others = Stream.of("ann", "dora", "emil", "fay")
                .map(world::signUp)
                .map(person -> new Speaker(world.live(person), person.createChannel("garden")))
                .toList();
        p99(others, Duration.ofSeconds(4)); // a server that has just started is slower than any flood makes it
        var calm = p99(others, Duration.ofSeconds(8));
        var flooder = world.signUp("mallory");
        var square = flooder.createChannel("square");

        Crowd.together(
                List.<Runnable>of(
                        () -> whoIsGoneIsGivenUp(world.signUp("bob"), server, others.size()),
                        () -> everybodyIsPingedEachTwentySeconds(world.signUp("cem")),
                        () -> {
                            var rough = new double[1];
                            Crowd.together(
                                    List.<Runnable>of(
                                            () -> aFloodIsRefusedAndThenEnded(flooder, square),
                                            () -> rough[0] = p99(others, Duration.ofSeconds(20))),
                                    Runnable::run);
                            System.out.printf(
                                    "F10 flood: others_p99=%.0fms calm_p99=%.0fms ratio=%.2f%n",
                                    rough[0], calm, rough[0] / calm);
                        }),
                Runnable::run);
    }

    private static void whoIsGoneIsGivenUp(Person bob, ConfabServer server, int others) {
        try (var line = FaultProxy.before(server.port())) {
            bob.by(line.uri()).live();
            assertThat(Gauges.connections(server)).isGreaterThanOrEqualTo(2);
            line.swallow(true);
            var begun = System.nanoTime();
            // The other two are over sooner.
            Gauges.await(
                    server, Gauges.CONNECTIONS, Duration.ofSeconds(70), "the others are left", now -> now <= others);
            var lasted = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf("F7 black hole: given_up_after=%dms%n", lasted.toMillis());
            assertThat(lasted).isLessThan(Duration.ofSeconds(60));
        }
    }

    private static void everybodyIsPingedEachTwentySeconds(Person cem) {
        try (var socket = socket(cem)) {
            var pings = new ArrayList<Long>();
            socket.readLimit((int) Duration.ofSeconds(40).toMillis());
            while (pings.size() < 2) {
                var frame = socket.read();
                if (frame.opcode() == RawSocket.PING) {
                    pings.add(System.nanoTime());
                    socket.send(true, 0, RawSocket.PONG, frame.payload(), true);
                }
            }
            var apart = Duration.ofNanos(pings.getLast() - pings.getFirst());
            System.out.printf("A9 heartbeat: pings_apart=%dms%n", apart.toMillis());
            assertThat(apart).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void aFloodIsRefusedAndThenEnded(Person mallory, String channel) {
        try (var socket = socket(mallory)) {
            var begun = System.nanoTime();
            Thread.ofVirtual().start(() -> flood(socket, channel));
            socket.readLimit((int) Duration.ofSeconds(20).toMillis());
            var refused = 0;
            var acked = 0;
            while (true) {
                var frame = socket.read();
                if (frame.opcode() == RawSocket.CLOSE) {
                    var lasted = Duration.ofNanos(System.nanoTime() - begun);
                    System.out.printf(
                            "F10 flood: acked=%d refused=%d closed_after=%dms%n", acked, refused, lasted.toMillis());
                    assertThat(frame.closeCode()).isEqualTo(POLICY);
                    assertThat(lasted).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(60));
                    // Each is told, and few are heard: of some 150,000 that were sent most have to wait at the client.
                    assertThat(refused).isBetween(1, 300 * (int) (lasted.toSeconds() + 1));
                    // A burst of 60 and 30 in each 5 s.
                    assertThat(acked).isLessThanOrEqualTo(60 + 6 * (int) (lasted.toSeconds() + 1));
                    return;
                }
                if (frame.opcode() == RawSocket.TEXT) {
                    for (var one : Wire.objects(Wire.parse(frame.text()).asJsonArray())) {
                        acked += one.getString("type").equals("ack") ? 1 : 0;
                        refused += isTooMany(one) ? 1 : 0;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTooMany(JsonObject frame) {
        return frame.getString("type").equals("refused")
                && Wire.number(frame.getJsonObject("problem"), "status") == 429
                && Wire.number(frame, "retryAfter") > 0;
    }

    /** Some five thousand sends a second, until the line ends. */
    private static void flood(RawSocket socket, String channel) {
        try {
            while (true) {
                for (var i = 0; i < 50; i++) {
                    socket.sendText(Wire.object(
                                    "type",
                                    "send",
                                    "channel",
                                    channel,
                                    "clientId",
                                    UUID.randomUUID().toString(),
                                    "text",
                                    "buy this")
                            .toString());
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } catch (IOException e) {
            // As it should be.
        }
    }

    private static RawSocket socket(Person person) throws IOException {
        var headers = RawSocket.handshake(person.server());
        headers.putAll(person.credentials());
        var socket = RawSocket.connect(person.server(), "/ws/v1", headers);
        assertThat(socket.status()).isEqualTo(101);
        socket.sendText(Wire.object("type", "resume", "cursors", Wire.object()).toString());
        return socket;
    }

    private record Speaker(Live live, String channel) {}

    /** Of what each of them says at a human pace until it is acked, in milliseconds. */
    private static double p99(List<Speaker> speakers, Duration time) {
        var took = new ConcurrentLinkedQueue<Long>();
        Crowd.together(speakers, speaker -> {
            var begun = System.nanoTime();
            while (System.nanoTime() - begun < time.toNanos()) {
                var sent = System.nanoTime();
                speaker.live().acked(speaker.live().send(speaker.channel(), "at " + sent));
                took.add(System.nanoTime() - sent);
                LockSupport.parkNanos(BEAT.toNanos());
            }
        });
        return took.stream().sorted().toList().get(took.size() * 99 / 100) / 1e6;
    }
}
