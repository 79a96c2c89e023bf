package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UptakeTest {
    private final Uptake uptake = new Uptake();
    private long now = Duration.ofHours(1).toNanos();

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    /** A second later: {@code written} so far, of which the kernel holds {@code queued}, and the container nothing. */
    private long see(long written, long queued) {
        return see(new Uptake.Written(written, true), queued);
    }

    private long see(Uptake.Written written, long queued) {
        now += seconds(1);
        uptake.see(written, queued, now);
        return uptake.unmovedFor(now);
    }

    private static Uptake.Written notAllInKernel(long bytes) {
        return new Uptake.Written(bytes, false);
    }

    @Test
    void who_has_taken_everything_is_not_waited_for() {
        assertThat(see(1_000, 0)).isZero();
        now += seconds(60);
        assertThat(uptake.unmovedFor(now)).isZero();
        assertThat(uptake.isOwing(new Uptake.Written(1_000, true))).isFalse();
        assertThat(uptake.isOwing(new Uptake.Written(1_001, true))).isTrue();
    }

    @Test
    void who_takes_nothing_is_waited_for_since_something_waits() {
        see(1_000, 0);
        assertThat(see(2_000, 1_000)).isZero();
        assertThat(see(2_000, 1_000)).isEqualTo(seconds(1));
        now += seconds(10);
        assertThat(uptake.unmovedFor(now)).isEqualTo(seconds(11));
        assertThat(uptake.isOwing(new Uptake.Written(2_000, true))).isTrue();
    }

    @Test
    void who_takes_a_little_moves() {
        see(9_000, 9_000);
        see(9_000, 9_000);
        assertThat(see(9_000, 8_000)).isZero();
        assertThat(see(9_000, 8_000)).isEqualTo(seconds(1));
    }

    @Test
    void who_takes_while_more_is_written_moves() {
        see(9_000, 9_000);
        see(9_000, 9_000);
        assertThat(see(12_000, 10_000)).isZero();
    }

    @Test
    void more_to_send_is_no_sign_of_life() {
        see(1_000, 1_000);
        see(2_000, 2_000);
        assertThat(see(3_000, 3_000)).isEqualTo(seconds(2));
    }

    @Test
    void what_is_written_while_we_look_is_no_sign_of_life() {
        see(1_000, 1_200);
        see(2_000, 2_000);
        see(3_000, 3_200);
        assertThat(see(4_000, 4_000)).as("moved at most once").isGreaterThanOrEqualTo(seconds(2));
    }

    @Test
    void what_the_container_queues_beside_a_full_kernel_is_no_sign_of_life() {
        see(60_000, 60_000);
        see(64_000, 64_000);
        assertThat(see(notAllInKernel(90_000), 64_000)).isEqualTo(seconds(2));
        assertThat(see(notAllInKernel(120_000), 64_000)).isEqualTo(seconds(3));
    }

    @Test
    void who_takes_beside_what_the_container_queues_moves() {
        see(64_000, 64_000);
        see(notAllInKernel(90_000), 64_000);
        assertThat(see(notAllInKernel(90_000), 60_000)).isZero();
        see(notAllInKernel(90_000), 60_000);
        assertThat(see(notAllInKernel(95_000), 63_000)).isZero();
    }

    @Test
    void who_takes_frame_after_frame_moves_also_when_each_look_finds_one_on_its_way() {
        for (int frames = 1; frames <= 30; frames++) {
            assertThat(see(frames * 530L, 530)).isZero();
        }
        assertThat(see(30 * 530L, 530)).isEqualTo(seconds(1));
    }
}
