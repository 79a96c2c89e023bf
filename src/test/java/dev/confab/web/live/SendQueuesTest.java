package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendQueuesTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

    @TempDir
    private Path folder;

    private long now = Duration.ofHours(1).toNanos();

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    /** A table of the kernel with one connection from port 4711 (1267 in hexadecimal), with {@code bytes} to send. */
    private Path table(String name, long bytes) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                HEAD + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1\n"
                        + "   1: 0100007F:1F90 0100007F:1267 01 " + String.format("%08X", bytes)
                        + ":00000000 00:00000000 00000000     0        0 2\n");
    }

    private long unmoved(SendQueues queues, long stalledSeconds) {
        return queues.unmovedFor("c1", 4_711, seconds(stalledSeconds), now);
    }

    @Test
    void without_a_table_the_frames_own_time_counts() {
        SendQueues queues = new SendQueues(folder.resolve("nowhere"));
        assertThat(unmoved(queues, 7)).isEqualTo(seconds(7));
    }

    @Test
    void a_connection_that_is_not_in_the_table_counts_by_its_frames_time() throws IOException {
        SendQueues queues = new SendQueues(table("tcp", 9_000));
        assertThat(queues.unmovedFor("c9", 999, seconds(7), now)).isEqualTo(seconds(7));
    }

    @Test
    void who_takes_a_little_is_not_deaf() throws IOException {
        SendQueues queues = new SendQueues(table("tcp", 9_000));
        assertThat(unmoved(queues, 5)).isEqualTo(seconds(5));
        now += seconds(4);
        table("tcp", 8_000);
        assertThat(unmoved(queues, 9)).isZero();
        now += seconds(4);
        assertThat(unmoved(queues, 13)).isEqualTo(seconds(4));
    }

    @Test
    void who_takes_nothing_is_deaf_for_as_long_as_its_frame_has_waited() throws IOException {
        SendQueues queues = new SendQueues(table("tcp", 9_000));
        unmoved(queues, 5);
        now += seconds(6);
        assertThat(unmoved(queues, 11)).isEqualTo(seconds(11));
    }

    @Test
    void more_to_send_is_no_sign_of_life() throws IOException {
        SendQueues queues = new SendQueues(table("tcp", 9_000));
        unmoved(queues, 5);
        now += seconds(3);
        table("tcp", 12_000);
        assertThat(unmoved(queues, 8)).isEqualTo(seconds(8));
        now += seconds(1);
        table("tcp", 11_000);
        assertThat(unmoved(queues, 9)).isZero();
    }

    @Test
    void both_tables_are_looked_at() throws IOException {
        Files.writeString(folder.resolve("tcp"), HEAD);
        SendQueues queues = new SendQueues(folder.resolve("tcp"), table("tcp6", 9_000));
        unmoved(queues, 5);
        now += seconds(1);
        table("tcp6", 1);
        assertThat(unmoved(queues, 6)).isZero();
    }

    @Test
    void who_is_forgotten_begins_anew() throws IOException {
        SendQueues queues = new SendQueues(table("tcp", 9_000));
        unmoved(queues, 5);
        queues.forget("c1");
        now += seconds(60);
        assertThat(unmoved(queues, 5)).isEqualTo(seconds(5));
    }
}
