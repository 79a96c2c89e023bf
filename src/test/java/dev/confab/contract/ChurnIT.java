package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * F33: people come and go all day, and not all of them say goodbye. Nothing of them stays in the server. It has a server of
 * its own: on a shared one, what an earlier test has left falls away meanwhile and hides what is left here.
 */
class ChurnIT {

    private static final int CYCLES = Integer.getInteger("confab.test.churn", 4_000);
    private static final int THREADS = 8;
    private static final double MIB = 1024 * 1024;

    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void thousands_who_come_and_go_leave_nothing_behind() {
        try (var server = ConfabServer.named("churn")
                        .database(Database.ofThisRun())
                        .setting("confab.limits.sockets-per-user", "100000")
                        .start();
                var world = World.on(server.baseUri())) {
            thousandsComeAndGo(world, server);
        }
    }

    private void thousandsComeAndGo(World world, ConfabServer server) {
        var people = IntStream.range(0, THREADS)
                .mapToObj(i -> {
                    var person = world.signUp("person" + i);
                    person.createChannel("room");
                    return person;
                })
                .toList();
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(60), "nobody else", now -> now == 0);
        churn(people, CYCLES / 4); // until caches and pools have their size
        settle(server);
        var before = server.heapInUse();
        var threads = server.threads();

        churn(people, CYCLES);
        settle(server);
        // Two MiB for 10,000, and what caches and collections leave behind at any number.
        var bound = (4 + CYCLES * 2 / 10_000.0) * MIB;
        // The container keeps a connection's buffers until its keep-alive time is over.
        Waiting.until(
                Duration.ofSeconds(90),
                () -> "the heap has grown by " + (server.heapInUse() - before) + " bytes",
                () -> server.heapInUse() - before < bound);
        var after = server.heapInUse();

        System.out.printf(
                "F33 churn: cycles=%d refused=%d heap_before=%.2fMiB heap_after=%.2fMiB growth_per_10000=%.2fMiB"
                        + " threads=%d/%d%n",
                CYCLES,
                refused.get(),
                before / MIB,
                after / MIB,
                (after - before) / MIB * 10_000 / CYCLES,
                threads,
                server.threads());
        assertThat(server.threads()).isLessThan(threads + 20);
    }

    private static void settle(ConfabServer server) {
        Gauges.await(server, Gauges.CONNECTIONS, Duration.ofSeconds(60), "no connection left", now -> now == 0);
        Gauges.await(server, Gauges.FEEDS, Duration.ofSeconds(60), "no feed left", now -> now == 0);
    }

    private void churn(List<Person> people, int cycles) {
        Crowd.together(people, person -> {
            for (var i = 0; i < cycles / people.size(); i++) {
                try {
                    switch (i % 6) {
                        case 0 -> halfAHandshake(person);
                        case 1 -> handshakeWithoutWaiting(person);
                        case 2 -> stay(person, Going.CUT);
                        case 3 -> stay(person, Going.HANG_UP);
                        default -> stay(person, Going.GOODBYE);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private enum Going {
        GOODBYE,
        HANG_UP,
        CUT
    }

    private void stay(Person person, Going going) throws IOException {
        var headers = RawSocket.handshake(person.server());
        headers.putAll(person.credentials());
        var socket = RawSocket.connect(person.server(), "/ws/v1", headers);
        if (socket.status() == 429) {
            refused.incrementAndGet(); // the last ones of this person are still being put away
            socket.close();
            return;
        }
        assertThat(socket.status()).isEqualTo(101);
        socket.sendText(Wire.object("type", "resume", "cursors", Wire.object()).toString());
        assertThat(socket.read().text()).contains("\"ready\"");
        switch (going) {
            case CUT -> socket.cut();
            case HANG_UP -> socket.close();
            case GOODBYE -> {
                socket.sendClose(1000);
                while (socket.read().opcode() != RawSocket.CLOSE) {
                    // What was under way.
                }
                socket.close();
            }
        }
    }

    private static void halfAHandshake(Person person) throws IOException {
        abort(person, "GET /ws/v1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: webs");
    }

    private static void handshakeWithoutWaiting(Person person) throws IOException {
        var request = new StringBuilder("GET /ws/v1 HTTP/1.1\r\n");
        var headers = RawSocket.handshake(person.server());
        headers.putAll(person.credentials());
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        abort(person, request.append("\r\n").toString());
    }

    private static void abort(Person person, String said) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), person.server().getPort())) {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoLinger(true, 0);
        }
    }
}
