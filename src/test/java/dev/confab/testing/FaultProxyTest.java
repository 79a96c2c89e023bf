package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bad line, before a server that says back whatever it hears. */
class FaultProxyTest {

    private final AtomicInteger heard = new AtomicInteger();
    private ServerSocket server;
    private FaultProxy line;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::echo);
        line = FaultProxy.before(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        line.close();
        server.close();
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        var chunk = new byte[100];
                        for (var n = client.getInputStream().read(chunk);
                                n >= 0;
                                n = client.getInputStream().read(chunk)) {
                            heard.addAndGet(n);
                            client.getOutputStream().write(chunk, 0, n);
                        }
                    } catch (IOException e) {
                        // Cut, as it should be.
                    }
                });
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private Socket client() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static String say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes());
        return new String(socket.getInputStream().readNBytes(text.length()));
    }

    @Test
    void redirected_it_ends_what_there_is_and_leads_to_the_other_server() throws IOException {
        try (var client = client();
                var other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            other.setSoTimeout(5_000);
            assertThat(say(client, "hello")).isEqualTo("hello");

            line.redirect(other.getLocalPort());

            assertThatThrownBy(() -> say(client, "still there?")).isInstanceOf(IOException.class);
            try (var later = client();
                    var answering = other.accept()) {
                answering.getOutputStream().write("other".getBytes());
                assertThat(new String(later.getInputStream().readNBytes(5))).isEqualTo("other");
            }
        }
    }

    @Test
    void by_itself_it_changes_nothing_and_is_gone_when_both_are() throws IOException {
        try (var client = client()) {
            assertThat(say(client, "hello")).isEqualTo("hello");
            assertThat(line.open()).isEqualTo(1);
        }
        Waiting.until("the line closes", () -> line.open() == 0);
    }

    @Test
    void latency_holds_back_both_ways() throws IOException {
        line.latency(50);
        try (var client = client()) {
            var start = System.nanoTime();
            say(client, "hello");
            assertThat(System.nanoTime() - start).isGreaterThan(100_000_000);
        }
    }

    @Test
    void throttled_it_takes_its_time() throws IOException {
        line.throttle(20_000);
        try (var client = client()) {
            var start = System.nanoTime();
            say(client, "x".repeat(10_000));
            assertThat(System.nanoTime() - start).isGreaterThan(400_000_000);
        }
    }

    @Test
    void swallowing_it_says_nothing_and_whoever_comes_afterwards_is_heard() throws IOException {
        try (var client = client();
                var another = client()) {
            say(client, "hello");
            line.swallow(true);
            client.setSoTimeout(300);
            assertThatThrownBy(() -> say(client, "anybody there?")).isInstanceOf(SocketTimeoutException.class);
            line.swallow(false);
            assertThatThrownBy(() -> say(client, "again, with a hole before"))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(say(another, "of which nothing was lost")).isEqualTo("of which nothing was lost");
        }
    }

    @Test
    void swallowing_replies_it_passes_on_what_the_server_is_told() throws IOException {
        try (var client = client()) {
            line.swallowReplies(true);
            client.setSoTimeout(300);
            assertThatThrownBy(() -> say(client, "anybody there?")).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard.get()).isEqualTo("anybody there?".length());
            line.swallowReplies(false);
            assertThatThrownBy(() -> say(client, "again")).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard.get()).isEqualTo("anybody there?again".length());
        }
        try (var client = client()) {
            assertThat(say(client, "afresh")).isEqualTo("afresh");
        }
    }

    @Test
    void what_is_held_comes_when_the_way_is_free_again_and_so_does_the_end() throws IOException {
        try (var client = client()) {
            say(client, "hello");
            line.hold(true);
            client.setSoTimeout(300);
            assertThatThrownBy(() -> say(client, "anybody there?")).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard.get()).isEqualTo("hello".length());
            line.hold(false);
            client.setSoTimeout(5_000);
            assertThat(new String(client.getInputStream().readNBytes("anybody there?".length())))
                    .isEqualTo("anybody there?");
            line.hold(true);
        }
        Waiting.throughout(Duration.ofMillis(200), "the server has not heard of the end", () -> line.open() == 1);
        line.hold(false);
        Waiting.until("the line closes", () -> line.open() == 0);
    }

    @Test
    void held_replies_do_not_hold_back_what_the_server_is_told() throws IOException {
        try (var client = client()) {
            line.holdReplies(true);
            client.setSoTimeout(300);
            assertThatThrownBy(() -> say(client, "anybody there?")).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard.get()).isEqualTo("anybody there?".length());
            line.holdReplies(false);
            client.setSoTimeout(5_000);
            assertThat(new String(client.getInputStream().readNBytes("anybody there?".length())))
                    .isEqualTo("anybody there?");
        }
    }

    @Test
    void a_cut_is_a_reset() throws IOException {
        try (var client = client()) {
            say(client, "hello");
            line.cutAll();
            assertThatThrownBy(() -> say(client, "hello")).isInstanceOf(IOException.class);
            assertThat(line.open()).isZero();
        }
    }

    @Test
    void it_can_break_in_the_middle_of_a_reply() throws IOException {
        line.cutAfter(5);
        try (var client = client()) {
            assertThat(say(client, "hello")).isEqualTo("hello");
            assertThatThrownBy(() -> {
                        if (say(client, "world").isEmpty()) {
                            throw new IOException("the end");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void half_closed_the_server_hears_the_end_and_may_finish() throws IOException {
        try (var client = client()) {
            say(client, "hello");
            line.halfClose();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
