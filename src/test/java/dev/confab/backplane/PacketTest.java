package dev.confab.backplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.confab.event.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00.123456Z");
    private static final Entry ROSES =
            new Entry("garden", 7, "message.posted", AT, "ann", "{\"text\":\"Rosen \uD83C\uDF39 \u2028\"}", "c1");
    private static final Entry LEFT = new Entry("garden", 8, "member.left", AT, "bob", "{}", null);

    private static final Packet.Signal TYPES = new Packet.Signal("typing", "bob");

    @Test
    void another_node_reads_what_was_written() throws IOException {
        Packet packet = new Packet("n1", List.of(ROSES, LEFT), List.of(TYPES));
        assertThat(Packet.decode(packet.encode())).isEqualTo(packet);
        assertThat(Packet.decode(new Packet("n1", List.of(), List.of()).encode())
                        .entries())
                .isEmpty();
    }

    @Test
    void a_text_of_any_length_goes_through() throws IOException {
        Entry large =
                new Entry("garden", 9, "message.posted", AT, "ann", "{\"text\":\"" + "x".repeat(400_000) + "\"}", null);
        assertThat(Packet.decode(new Packet("n1", List.of(large), List.of()).encode())
                        .entries())
                .containsExactly(large);
    }

    @Test
    void what_is_cut_off_or_too_long_is_refused() {
        byte[] whole = new Packet("n1", List.of(ROSES, LEFT), List.of(TYPES)).encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIOException().isThrownBy(() -> Packet.decode(cut));
        }
        assertThatIOException().isThrownBy(() -> Packet.decode(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void another_version_is_passed_over() {
        byte[] later = new Packet("n1", List.of(ROSES), List.of()).encode();
        later[0]++;
        assertThatIOException().isThrownBy(() -> Packet.decode(later)).withMessageContaining("version");
    }

    @Test
    void noise_is_refused_or_read_but_breaks_nothing() {
        Random random = new Random(7);
        byte[] whole = new Packet("n1", List.of(ROSES, LEFT), List.of(TYPES)).encode();
        for (int n = 0; n < 20_000; n++) {
            byte[] noisy = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            try {
                Packet.decode(noisy);
            } catch (IOException e) {
                assertThat(e).isNotNull(); // nothing else may come out of it
            }
        }
    }
}
