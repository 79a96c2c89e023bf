package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.Test;

class RunTest {

    @Test
    void a_read_that_nobody_answered_took_longer_than_any_bar() {
        assertThat(Run.untilAnswered(() -> {
                    throw new UncheckedIOException(new HttpTimeoutException("30 s are over"));
                }))
                .isInfinite();
    }

    @Test
    void a_read_that_was_refused_or_cut_off_is_over_then() {
        assertThat(Run.untilAnswered(() -> {})).isLessThan(5);
        assertThat(Run.untilAnswered(() -> {
                    throw new AssertionError("answered 503");
                }))
                .isLessThan(5);
        assertThat(Run.untilAnswered(() -> {
                    throw new UncheckedIOException(new IOException("connection reset"));
                }))
                .isLessThan(5);
    }
}
