package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Live;
import dev.confab.testing.Waiting;
import dev.confab.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A node that is told to end leaves in good order (A11): it says so to the load balancer and to each client, bit by bit. */
class DrainIT {
    private static final int SERVICE_RESTART = 1012;
    private static final int SOCKETS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Test
    void who_is_connected_goes_on_until_it_is_told_to_leave() {
        try (var server = ConfabServer.named("drained")
                        .database(Database.ofThisRun())
                        .withoutFloodLimits()
                        .setting("confab.drain.sockets-per-second", "4")
                        .start();
                var world = World.on(server.baseUri())) {
            var ann = world.signUp("ann");
            var bob = world.signUp("bob");
            var garden = ann.createChannel("garden");
            bob.join(garden);
            var lives = Stream.of(ann, bob)
                    .flatMap(person -> Stream.generate(() -> world.live(person)).limit(SOCKETS / 2))
                    .toList();
            assertThat(status(server)).isEqualTo(200);

            server.sigterm();

            Waiting.until(LIMIT, () -> "the first is told to leave", () -> open(lives) < SOCKETS);
            assertThat(status(server)).as("the load balancer is told").isEqualTo(503);
            assertThat(open(lives)).as("not all at once").isGreaterThan(SOCKETS / 2);
            var last = lives.stream().filter(Live::isOpen).findAny().orElseThrow();
            assertThat(last.acked(last.send(garden, "still here"))).isPositive();
            Waiting.until(LIMIT, () -> "all have left", () -> open(lives) == 0);

            for (var live : lives) {
                assertThat(live.closeCode()).hasValue(SERVICE_RESTART);
                assertThat(live.frames("bye"))
                        .singleElement()
                        .satisfies(bye -> assertThat(bye.getInt("retryAfter")).isBetween(0, 2_000));
            }
            Waiting.until(LIMIT, () -> "the process ends", () -> !server.isAlive());
        }
    }

    private static long open(List<Live> lives) {
        return lives.stream().filter(Live::isOpen).count();
    }

    private static int status(ConfabServer server) {
        var ready = HttpRequest.newBuilder(server.baseUri().resolve("/health/ready"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
