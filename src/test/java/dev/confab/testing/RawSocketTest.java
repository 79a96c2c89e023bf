package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client by hand, before a server that says what it is told to and listens to nothing. */
class RawSocketTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        said.writeBytes("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void says(int opcode, byte... payload) {
        said.write(0x80 | opcode);
        said.write(payload.length);
        said.writeBytes(payload);
    }

    private void says(String text) {
        says(RawSocket.TEXT, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private RawSocket client() throws IOException {
        Thread.ofVirtual().start(() -> {
            try (var client = server.accept()) {
                client.getOutputStream().write(said.toByteArray());
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var socket = RawSocket.connect(URI.create("http://localhost:" + server.getLocalPort()), "/", Map.of());
        socket.readLimit(5_000);
        return socket;
    }

    @Test
    void what_comes_in_the_same_array_waits_for_its_turn() throws IOException {
        says("[{'type':'ack','ref':'1'},{'type':'pong','ref':'2'},{'type':'ack','ref':'3'},{'type':'pong','ref':'4'}]");
        says("[{'type':'ack','ref':'5'}]");
        try (var client = client()) {
            assertThat(client.next("pong").getString("ref")).isEqualTo("2");
            assertThat(client.next("ack").getString("ref")).isEqualTo("3");
            assertThat(client.next("ack").getString("ref")).isEqualTo("5");
        }
    }

    @Test
    void a_close_is_said_and_not_waited_for() throws IOException {
        says("[{'type':'ack'}]");
        says(RawSocket.CLOSE, (byte) 0x03, (byte) 0xf0);
        try (var client = client()) {
            assertThatThrownBy(() -> client.next("pong")).hasMessageContaining("1008");
        }
    }
}
