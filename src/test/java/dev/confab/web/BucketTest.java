package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.backplane.Backplane;
import dev.confab.backplane.LocalBackplane;
import dev.confab.ops.ManualClock;
import dev.confab.ops.Settings;
import dev.confab.testing.PairedBackplane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketTest {
    private final ManualClock clock = new ManualClock();
    private final Bucket bucket = new Bucket(60, 30, Duration.ofSeconds(5), clock);

    private int taken() {
        int taken = 0;
        while (bucket.take().isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void a_burst_is_let_through_and_then_it_waits_for_one_token() {
        assertThat(taken()).isEqualTo(60);
        assertThat(bucket.take()).contains(Duration.ofMillis(167)); // 5 s / 30, rounded up
    }

    @Test
    void it_refills_by_its_rate() {
        taken();
        clock.pass(Duration.ofSeconds(5));
        assertThat(taken()).isEqualTo(30);
        clock.pass(Duration.ofMillis(167));
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void it_never_holds_more_than_a_burst() {
        clock.pass(Duration.ofHours(1));
        assertThat(taken()).isEqualTo(60);
    }

    @Test
    void who_waits_as_long_as_told_is_let_through() {
        taken();
        clock.pass(bucket.take().orElseThrow());
        assertThat(bucket.take()).isEmpty();
    }

    @Test
    void a_clock_that_goes_back_gives_nothing_and_takes_nothing() {
        taken();
        clock.pass(Duration.ofSeconds(-60));
        assertThat(bucket.take()).isPresent();
    }

    @Test
    void one_users_flood_is_not_another_users() {
        Flood flood = flood(new LocalBackplane());
        assertThat(flood.take("ann")).isEmpty();
        assertThat(flood.take("ann")).isEmpty();
        assertThat(flood.take("ann")).contains(Duration.ofSeconds(5));
        assertThat(flood.take("bob")).isEmpty();
    }

    @Test
    void what_a_user_sends_at_one_node_counts_at_the_others() {
        var nodes = PairedBackplane.pair();
        Flood here = flood(nodes.getFirst());
        Flood there = flood(nodes.getLast());
        assertThat(here.take("ann")).isEmpty();
        assertThat(there.take("ann")).isEmpty();
        assertThat(here.take("ann")).contains(Duration.ofSeconds(5));
        assertThat(there.take("ann")).contains(Duration.ofSeconds(5));
        assertThat(there.take("bob")).isEmpty();
        clock.pass(Duration.ofSeconds(5));
        assertThat(there.take("ann")).isEmpty();
        assertThat(here.take("ann")).isPresent();
    }

    private Flood flood(Backplane backplane) {
        Flood flood = new Flood(
                new Settings() {
                    @Override
                    public Limits limits() {
                        return new Limits(1, 1, 1, 1, Duration.ofSeconds(5), 2, 1, 1, 1, 1, 1, 1, 1, 1, 1);
                    }
                },
                clock,
                backplane);
        flood.open();
        return flood;
    }
}
