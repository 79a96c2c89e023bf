package dev.confab.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final byte[] CONTENT = "the roses are out".getBytes(StandardCharsets.UTF_8);

    private final Seal seal = new Seal(new byte[] {1, 2, 3});

    @Test
    void what_a_node_has_sealed_another_opens() {
        assertThat(new Seal(new byte[] {1, 2, 3}).open("garden", seal.close("garden", CONTENT)))
                .contains(CONTENT);
    }

    @Test
    void nothing_is_opened_that_was_changed_in_a_single_bit() {
        byte[] closed = seal.close("garden", CONTENT);
        for (int bit = 0; bit < 8 * closed.length; bit++) {
            byte[] changed = closed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.open("garden", changed)).as("bit " + bit).isEmpty();
        }
    }

    @Test
    void nothing_is_opened_that_was_said_elsewhere_or_by_somebody_else() {
        byte[] closed = seal.close("garden", CONTENT);
        assertThat(seal.open("shed", closed)).isEmpty();
        assertThat(new Seal(new byte[] {1, 2, 4}).open("garden", closed)).isEmpty();
    }

    @Test
    void what_is_too_short_is_nothing() {
        byte[] closed = seal.close("garden", CONTENT);
        for (int length = 0; length < closed.length; length++) {
            assertThat(seal.open("garden", Arrays.copyOf(closed, length))).isEmpty();
        }
    }
}
