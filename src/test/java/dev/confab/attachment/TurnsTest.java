package dev.confab.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.ops.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2, 3);

    private boolean take(String user) {
        return turns.take(user, Duration.ZERO);
    }

    @Test
    void nobody_has_more_than_their_share_and_all_have_no_more_than_there_is() {
        assertThat(take("ann")).isTrue();
        assertThat(take("ann")).isTrue();
        assertThat(take("ann")).isFalse();
        assertThat(take("bob")).isTrue();
        assertThat(take("bob")).isFalse();
        turns.giveBack("ann");
        assertThat(take("bob")).isTrue();
        assertThat(turns.taken()).isEqualTo(3);
    }

    @Test
    void who_waits_gets_the_turn_that_is_given_back() throws Exception {
        take("ann");
        take("ann");
        CompletableFuture<Boolean> third =
                CompletableFuture.supplyAsync(() -> turns.take("ann", Duration.ofSeconds(20)));
        turns.giveBack("ann");
        assertThat(third.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.taken()).isEqualTo(2);
    }

    @Test
    void who_dribbles_is_given_up_and_who_is_only_slow_is_not() throws IOException {
        ManualClock clock = new ManualClock();
        assertThatThrownBy(() -> Pace.carry(dribbling(clock, 1), OutputStream.nullOutputStream(), clock))
                .isInstanceOf(Pace.TooSlow.class);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Pace.carry(dribbling(clock, 8_000), all, clock);
        assertThat(all.size()).isEqualTo(800_000);
    }

    /** A hundred pieces, one in each second. */
    private static InputStream dribbling(ManualClock clock, int size) {
        return new ByteArrayInputStream(new byte[100 * size]) {
            @Override
            public int read(byte[] into, int from, int most) {
                clock.pass(Duration.ofSeconds(1));
                return super.read(into, from, Math.min(most, size));
            }
        };
    }
}
