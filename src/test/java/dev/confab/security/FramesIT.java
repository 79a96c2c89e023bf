package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames that no decent client sends (RFC 6455, section 5), and what the connection is closed with (section 7.4.1). */
@InTheWorld
class FramesIT {

    private static final int LIMIT = 64 * 1024;
    private static final byte[] HELLO = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);

    private World world;
    private RawSocket socket;

    @BeforeEach
    void openASocket(World world) throws IOException {
        this.world = world;
        socket = Sockets.open(world.signUp("eve"));
    }

    /** Whatever one client has sent, the others are served. */
    @AfterEach
    void othersAreServed() throws IOException {
        socket.close();
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var anns = world.live(ann);
        anns.acked(anns.send(garden, "still here"));
    }

    @Test
    void accepted_gap_the_container_takes_frames_that_are_not_masked() throws IOException {
        socket.send(true, 0, RawSocket.TEXT, HELLO, false);

        assertThat(socket.next("pong")).isNotNull();
    }

    @Test
    void a_reserved_bit_that_no_extension_gave_a_meaning_closes_with_1002() throws IOException {
        socket.send(true, 4, RawSocket.TEXT, HELLO, true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1002);
    }

    @Test
    void an_unknown_opcode_closes_with_1002() throws IOException {
        socket.send(true, 0, 3, HELLO, true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1002);
    }

    @Test
    void a_ping_of_126_bytes_closes_with_1002() throws IOException {
        socket.send(true, 0, RawSocket.PING, new byte[126], true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1002);
    }

    @Test
    void a_ping_in_fragments_closes_with_1002() throws IOException {
        socket.send(false, 0, RawSocket.PING, new byte[1], true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1002);
    }

    @Test
    void a_continuation_of_nothing_closes_with_1002() throws IOException {
        socket.send(true, 0, RawSocket.CONTINUATION, HELLO, true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1002);
    }

    @Test
    void text_that_is_not_utf_8_closes_with_1007() throws IOException {
        socket.send(true, 0, RawSocket.TEXT, new byte[] {(byte) 0xff}, true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1007);
    }

    @Test
    void an_encoded_surrogate_closes_with_1007() throws IOException {
        socket.send(true, 0, RawSocket.TEXT, new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1007);
    }

    @Test
    void a_binary_frame_closes_with_1003() throws IOException {
        socket.send(true, 0, RawSocket.BINARY, HELLO, true);

        assertThat(Sockets.closeCode(socket)).isEqualTo(1003);
    }

    @Test
    void a_frame_of_the_limit_is_read_and_one_byte_more_closes_with_1009() throws IOException {
        socket.sendText(ping(LIMIT));
        assertThat(socket.next("pong")).isNotNull();

        socket.sendText(ping(LIMIT + 1));

        assertThat(Sockets.closeCode(socket)).isEqualTo(1009);
    }

    @Test
    void the_limit_counts_bytes_and_not_characters() throws IOException {
        socket.sendText("{\"type\":\"ping\",\"pad\":\"" + "€".repeat(LIMIT / 3) + "\"}");

        assertThat(Sockets.closeCode(socket)).isEqualTo(1009);
    }

    @Test
    void a_megabyte_in_a_thousand_fragments_closes_with_1009_and_stays_nowhere(ConfabServer server) throws IOException {
        var before = server.heapInUse();

        for (var i = 0; i < 1_000; i++) {
            try {
                socket.send(false, 0, i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, new byte[1_024], true);
            } catch (IOException e) {
                break; // hung up already
            }
        }
        assertThat(Sockets.closeCode(socket)).isEqualTo(1009);

        System.out.printf("1 MB in fragments: heap growth %,d bytes%n", server.heapInUse() - before);
    }

    @Test
    void accepted_gap_the_container_closes_with_1011_when_a_frame_is_larger_than_its_own_buffer(ConfabServer server)
            throws IOException {
        var before = server.heapInUse();

        try {
            socket.sendText(ping(5 * 1024 * 1024));
        } catch (IOException e) {
            // Hung up before all of it was sent.
        }
        assertThat(Sockets.closeCode(socket)).isIn(1011, Sockets.NO_CODE);

        System.out.printf("a frame of 5 MB: heap growth %,d bytes%n", server.heapInUse() - before);
    }

    @Test
    void a_length_without_the_bytes_takes_no_memory(ConfabServer server) throws IOException {
        var before = server.heapInUse();

        // 0x7fffffffffffffff bytes are announced, and four come.
        socket.sendBytes(
                new byte[] {(byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 5, 6, 7, 8});
        var growth = server.heapInUse() - before;

        System.out.printf("a length without bytes: heap growth %,d bytes%n", growth);
        assertThat(growth).isLessThan(16 * 1024 * 1024);
    }

    private static String ping(int bytes) {
        var frame = Wire.object("type", "ping", "pad", "").toString();
        return frame.replace("\"pad\":\"", "\"pad\":\"" + "x".repeat(bytes - frame.length()));
    }
}
