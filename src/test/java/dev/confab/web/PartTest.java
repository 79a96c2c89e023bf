package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void a_part_has_a_beginning_or_an_end() {
        assertThat(Part.of("bytes=2-5", 16)).hasValue(new Part(2, 5));
        assertThat(Part.of("bytes=2-", 16)).hasValue(new Part(2, 15));
        assertThat(Part.of("bytes=2-99", 16)).hasValue(new Part(2, 15));
        assertThat(Part.of("bytes=-4", 16)).hasValue(new Part(12, 15));
        assertThat(Part.of("bytes=-99", 16)).hasValue(new Part(0, 15));
    }

    @Test
    void what_is_no_part_is_all_of_it() {
        for (String range :
                new String[] {null, "", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=1-99999999999999999999"}) {
            assertThat(Part.of(range, 16)).as(range).isEmpty();
        }
    }

    @Test
    void what_begins_behind_the_end_cannot_be_given() {
        assertThat(Part.of("bytes=16-", 16).orElseThrow().isBeyond(16)).isTrue();
        assertThat(Part.of("bytes=-0", 16).orElseThrow().isBeyond(16)).isTrue();
        assertThat(Part.of("bytes=5-2", 16).orElseThrow().isBeyond(16)).isTrue();
        assertThat(Part.of("bytes=0-", 0).orElseThrow().isBeyond(0)).isTrue();
        assertThat(Part.of("bytes=15-", 16).orElseThrow().isBeyond(16)).isFalse();
    }
}
