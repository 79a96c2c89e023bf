package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFrameTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void items_become_one_array_in_one_final_text_frame() {
        byte[] frame = TextFrame.arrayOf(List.of(bytes("{}"), bytes("\"ö\"")));
        assertThat(frame).startsWith(0x81, 9).endsWith(bytes("[{},\"ö\"]"));
    }

    /** RFC 6455, section 5.2: the smallest form of the length that holds it. */
    @ParameterizedTest
    @CsvSource({"125, 2, 125", "126, 4, 126", "65535, 4, 126", "65536, 10, 127", "200000, 10, 127"})
    void lengths_are_written_in_their_smallest_form(int length, int header, int marker) {
        byte[] frame = TextFrame.arrayOf(List.of(bytes("7".repeat(length - 2))));
        assertThat(frame).hasSize(header + length);
        assertThat(frame[1]).isEqualTo((byte) marker);
        long written = 0;
        for (int i = 2; i < header; i++) {
            written = written << 8 | frame[i] & 0xff;
        }
        if (header > 2) {
            assertThat(written).isEqualTo(length);
        }
    }
}
