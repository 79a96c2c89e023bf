package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before a server that speaks as Redis does. */
class ShuffleTest {
    private static final int MESSAGES = 30;
    private static final String ANSWER = "%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n";

    private ServerSocket redis;
    private Shuffle shuffle;

    @BeforeEach
    void start() throws IOException {
        redis = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::talk);
        shuffle = Shuffle.before(redis.getLocalPort(), 1);
    }

    @AfterEach
    void stop() throws IOException {
        shuffle.close();
        redis.close();
    }

    private static String message(int number) {
        return ">3\r\n$7\r\nmessage\r\n$6\r\ngarden\r\n$4\r\n%04d\r\n".formatted(number);
    }

    /** Answers once, and when it hears something goes on with messages. */
    private void talk() {
        try (var client = redis.accept()) {
            var out = client.getOutputStream();
            out.write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read();
            for (var i = 0; i < MESSAGES; i++) {
                out.write(message(i).getBytes(StandardCharsets.US_ASCII));
            }
            client.getInputStream().read();
        } catch (IOException e) {
            // The test is over.
        }
    }

    private Socket client() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), shuffle.port());
        client.setSoTimeout(5_000);
        assertThat(read(client, ANSWER.length())).isEqualTo(ANSWER);
        return client;
    }

    private static String read(Socket client, int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private static List<String> messages(Socket client, int count) throws IOException {
        client.getOutputStream().write('x');
        var length = message(0).length();
        var all = read(client, count * length);
        return IntStream.range(0, count)
                .mapToObj(i -> all.substring(i * length, (i + 1) * length))
                .toList();
    }

    private static Stream<String> inOrder() {
        return IntStream.range(0, MESSAGES).mapToObj(ShuffleTest::message);
    }

    @Test
    void while_it_is_off_all_goes_through_as_it_is() throws IOException {
        try (var client = client()) {
            assertThat(messages(client, MESSAGES))
                    .containsExactlyElementsOf(inOrder().toList());
        }
    }

    @Test
    void while_it_is_on_each_message_comes_twice_and_they_overtake_each_other() throws IOException {
        shuffle.on(true);
        try (var client = client()) {
            var heard = messages(client, 2 * MESSAGES);
            assertThat(heard)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(inOrder(), inOrder()).toList());
            assertThat(heard.stream().distinct().toList())
                    .as("in another order")
                    .isNotEqualTo(inOrder().toList());
        }
    }
}
