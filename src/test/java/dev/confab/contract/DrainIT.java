package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Waiting;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A node that is told to end, or to be without people, leaves in good order (A11): it says so to the load balancer and to each client, bit by bit. */
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
            assertThat(server.readiness()).isEqualTo(200);

            server.sigterm();

            Waiting.until(LIMIT, () -> "the first is told to leave", () -> open(lives) < SOCKETS);
            assertThat(server.readiness()).as("the load balancer is told").isEqualTo(503);
            assertThat(open(lives)).as("not all at once").isGreaterThan(SOCKETS / 2);
            var last = lives.stream().filter(Live::isOpen).findAny().orElseThrow();
            assertThat(last.acked(last.send(garden, "still here"))).isPositive();
            Waiting.until(LIMIT, () -> "all have left", () -> open(lives) == 0);

            for (var live : lives) {
                assertThat(live.closeCode()).hasValue(SERVICE_RESTART);
                assertThat(live.frames("bye"))
                        .singleElement()
                        .satisfies(bye -> assertThat(bye.getInt("retryAfter")).isBetween(0, 1_000));
            }
            Waiting.until(LIMIT, () -> "the process ends", () -> !server.isAlive());
        }
    }

    @Test
    void a_node_that_is_drained_is_without_people_and_runs_on_until_that_is_taken_back() {
        try (var server = ConfabServer.named("drained-by-command")
                        .database(Database.ofThisRun())
                        .withoutFloodLimits()
                        .setting("confab.node.name", "blue")
                        .setting("confab.drain.sockets-per-second", "10")
                        .start();
                var world = World.on(server.baseUri())) {
            var ann = world.signUp("ann");
            var bob = world.signUp("bob");
            var garden = ann.createChannel("garden");
            bob.join(garden);
            var lives =
                    Stream.generate(() -> world.live(bob)).limit(SOCKETS / 2).toList();
            var node = node(ann);
            assertThat(node.getString("name")).isEqualTo("blue");
            assertThat(node.getBoolean("drained")).isFalse();
            var drain = "/admin/nodes/" + node.getString("id") + "/drain";
            bob.call("PUT", drain, null).expect(403);
            Person.call(server.baseUri(), Map.of(), "PUT", drain, null).expect(401);
            ann.call("PUT", "/admin/nodes/" + garden + "/drain", null).expect(404);
            ann.call("DELETE", "/admin/nodes/" + garden + "/drain", null).expect(404);
            assertThat(server.readiness()).as("nobody has drained it").isEqualTo(200);

            ann.call("PUT", drain, null).expect(204);
            assertThat(server.readiness()).as("the load balancer is told").isEqualTo(503);
            assertThat(open(lives)).as("not all at once").isPositive();
            assertThat(handshake(bob)).isEqualTo(503);
            Waiting.until(LIMIT, () -> "all have left", () -> open(lives) == 0);
            ann.call("PUT", drain, null).expect(204);
            for (var live : lives) {
                assertThat(live.closeCode()).hasValue(SERVICE_RESTART);
                assertThat(live.frames("bye")).hasSize(1);
            }
            assertThat(bob.post(garden, "still answered").getString("text")).isEqualTo("still answered");
            Waiting.until(
                    "it is seen without sockets",
                    () -> node(ann).getBoolean("drained") && node(ann).getInt("sockets") == 0);
            assertThat(server.readiness()).isEqualTo(503);

            ann.call("DELETE", drain, null).expect(204);
            ann.call("DELETE", drain, null).expect(204);
            assertThat(server.readiness()).isEqualTo(200);
            assertThat(node(ann).getBoolean("drained")).isFalse();
            var back = lives.getFirst();
            back.connect();
            back.message(garden, "still answered");
            Waiting.until("its sockets are seen", () -> node(ann).getInt("sockets") == 1);
            assertThat(server.log())
                    .content()
                    .contains(ann.id() + " drains node " + node.getString("id") + ", blue")
                    .contains(ann.id() + " ends the draining of node " + node.getString("id") + ", blue");
        }
    }

    private static JsonObject node(Person admin) {
        var nodes = admin.get("/admin/nodes").expect(200).json().getJsonArray("nodes");
        assertThat(nodes).hasSize(1);
        return nodes.getJsonObject(0);
    }

    private static int handshake(Person person) {
        var headers = RawSocket.handshake(person.server());
        headers.putAll(person.credentials());
        try (var socket = RawSocket.connect(person.server(), "/ws/v1", headers)) {
            return socket.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long open(List<Live> lives) {
        return lives.stream().filter(Live::isOpen).count();
    }
}
