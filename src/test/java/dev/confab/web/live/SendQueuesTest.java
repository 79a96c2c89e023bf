package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendQueuesTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
    private static final Peer BOB = Peer.of("127.0.0.1", 4_711);

    @TempDir
    private Path folder;

    /** A table of the kernel with a listener, and a connection from {@code remote} with {@code bytes} to send. */
    private Path table(String name, String remote, long bytes) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                HEAD + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1\n"
                        + "   1: 0100007F:1F90 " + remote + " 01 " + String.format("%08X", bytes)
                        + ":00000000 00:00000000 00000000     0        0 2\n");
    }

    @Test
    void a_peer_is_found_by_its_address_and_port() throws IOException {
        var queues = new SendQueues(table("tcp", "0100007F:1267", 9_000)).look();
        assertThat(queues).containsEntry(BOB, 9_000L);
        assertThat(queues).doesNotContainKey(Peer.of("127.0.0.2", 4_711));
        assertThat(queues).doesNotContainKey(Peer.of("127.0.0.1", 4_712));
    }

    @Test
    void a_peer_of_the_old_internet_is_found_on_a_socket_of_the_new_one() throws IOException {
        var table = table("tcp6", "0000000000000000FFFF00000100007F:1267", 9_000);
        assertThat(new SendQueues(table).look()).containsEntry(BOB, 9_000L);
    }

    @Test
    void a_peer_of_the_new_internet_is_found() throws IOException {
        var table = table("tcp6", "B80D0120000000000000000001000000:1267", 9_000);
        assertThat(new SendQueues(table).look()).containsEntry(Peer.of("2001:db8::1", 4_711), 9_000L);
    }

    @Test
    void both_tables_are_looked_at() throws IOException {
        Files.writeString(folder.resolve("tcp"), HEAD);
        var queues = new SendQueues(folder.resolve("tcp"), table("tcp6", "0000000000000000FFFF00000100007F:1267", 7));
        assertThat(queues.look()).containsEntry(BOB, 7L);
    }

    @Test
    void each_look_is_a_new_one() throws IOException {
        var queues = new SendQueues(table("tcp", "0100007F:1267", 9_000));
        queues.look();
        table("tcp", "0100007F:1267", 8_000);
        assertThat(queues.look()).containsEntry(BOB, 8_000L);
    }

    @Test
    void a_peer_for_whom_nothing_waits_is_left_out() throws IOException {
        assertThat(new SendQueues(table("tcp", "0100007F:1267", 0)).look()).isEmpty();
    }

    @Test
    void where_there_is_no_table_nothing_is_known() throws IOException {
        var nowhere = folder.resolve("nowhere");
        assertThat(new SendQueues(nowhere).look()).isEmpty();
        assertThat(new SendQueues(nowhere).areKnown()).isFalse();
        assertThat(new SendQueues(nowhere, table("tcp", "0100007F:1267", 0)).areKnown())
                .isTrue();
    }
}
