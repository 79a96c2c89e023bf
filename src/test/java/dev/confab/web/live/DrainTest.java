package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.ops.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Settings.Drain PACE = new Settings.Drain(Duration.ZERO, 200, Duration.ofSeconds(10));

    @Test
    void few_are_gone_at_once_and_many_at_their_pace_but_in_time() {
        assertThat(Drain.timeFor(0, PACE)).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(Drain.timeFor(1, PACE)).isEqualTo(Duration.ZERO);
        assertThat(Drain.timeFor(3, PACE)).isEqualTo(Duration.ofMillis(10));
        assertThat(Drain.timeFor(1_001, PACE)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Drain.timeFor(100_000, PACE)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void they_are_spread_over_the_time_and_all_are_closed_in_the_end() {
        Duration time = Duration.ofSeconds(10);
        assertThat(Drain.dueAfter(Duration.ZERO, time, 1_000)).isZero();
        assertThat(Drain.dueAfter(Duration.ofSeconds(1), time, 1_000)).isEqualTo(100);
        assertThat(Drain.dueAfter(Duration.ofMillis(9_999), time, 1_000)).isEqualTo(999);
        assertThat(Drain.dueAfter(time, time, 1_000)).isEqualTo(1_000);
        assertThat(Drain.dueAfter(Duration.ofDays(1), time, 1_000)).isEqualTo(1_000);
        assertThat(Drain.dueAfter(Duration.ZERO, Duration.ZERO, 1)).isEqualTo(1);
    }
}
