package dev.confab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaveTest {
    private long now = Long.MAX_VALUE - 5; // nanoTime may begin anywhere

    private final Leave leave = new Leave(() -> now);

    @Test
    void nobody_leaves_by_itself() {
        assertThat(leave.isTaken()).isFalse();
        assertThat(leave.due()).isEmpty();
        assertThat(leave.left()).isZero();
    }

    @Test
    void it_is_said_first_and_due_after_the_notice() {
        leave.take("drained", Duration.ofSeconds(5));
        assertThat(leave.isTaken()).isTrue();
        now += Duration.ofMillis(4_999).toNanos();
        assertThat(leave.due()).isEmpty();
        assertThat(leave.left()).isEqualTo(Duration.ofMillis(1));
        now += Duration.ofMillis(1).toNanos();
        assertThat(leave.due()).contains("drained");
        assertThat(leave.left()).isZero();
    }

    @Test
    void without_notice_it_is_due_at_once() {
        leave.take("drained", Duration.ZERO);
        assertThat(leave.due()).contains("drained");
    }

    @Test
    void a_second_reason_begins_no_second_notice() {
        leave.take("drained", Duration.ofSeconds(5));
        now += Duration.ofSeconds(5).toNanos();
        leave.takeForGood("the server stops", Duration.ofSeconds(5));
        assertThat(leave.due()).contains("the server stops");
    }

    @Test
    void it_is_taken_back_unless_it_is_for_good() {
        leave.take("drained", Duration.ZERO);
        leave.takeBack();
        assertThat(leave.isTaken()).isFalse();
        leave.takeForGood("the server stops", Duration.ZERO);
        leave.take("drained", Duration.ofSeconds(5));
        leave.takeBack();
        assertThat(leave.due()).contains("the server stops");
    }
}
