package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.ops.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final ManualClock clock = new ManualClock();
    private final Attempts attempts = new Attempts(3, Duration.ofMinutes(15), clock);

    @Test
    void as_many_as_are_allowed_go_on_and_the_next_one_waits() {
        for (int i = 0; i < 3; i++) {
            assertThat(attempts.take("ann")).isEmpty();
        }
        assertThat(attempts.take("ann")).contains(Duration.ofMinutes(15));
    }

    @Test
    void nobody_waits_for_somebody_elses_failures() {
        for (int i = 0; i < 4; i++) {
            attempts.take("ann");
        }
        assertThat(attempts.take("bob")).isEmpty();
    }

    @Test
    void the_window_slides_and_does_not_begin_anew() {
        attempts.take("ann");
        clock.pass(Duration.ofMinutes(10));
        attempts.take("ann");
        attempts.take("ann");
        assertThat(attempts.take("ann")).contains(Duration.ofMinutes(5));
        clock.pass(Duration.ofMinutes(5));
        assertThat(attempts.take("ann")).isEmpty(); // the first one has gone
        assertThat(attempts.take("ann")).contains(Duration.ofMinutes(10)); // the others have not
    }

    @Test
    void who_is_refused_does_not_wait_longer_by_trying_again() {
        for (int i = 0; i < 3; i++) {
            attempts.take("ann");
        }
        for (int i = 0; i < 100; i++) {
            attempts.take("ann");
        }
        clock.pass(Duration.ofMinutes(15));
        assertThat(attempts.take("ann")).isEmpty();
    }

    @Test
    void what_succeeds_is_given_back() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempts.take("ann")).isEmpty();
            attempts.giveBack("ann");
        }
        attempts.giveBack("never seen");
        attempts.giveBack("ann");
    }

    @Test
    void a_burst_in_parallel_counts_in_full() throws Exception {
        int guessers = 16;
        try (ExecutorService all = Executors.newFixedThreadPool(guessers)) {
            for (int round = 0; round < 50; round++) {
                String key = "ann" + round;
                CyclicBarrier together = new CyclicBarrier(guessers);
                List<Callable<Boolean>> guesses = new ArrayList<>();
                for (int i = 0; i < guessers; i++) {
                    guesses.add(() -> {
                        together.await();
                        return attempts.take(key).isEmpty();
                    });
                }
                int through = 0;
                for (Future<Boolean> guess : all.invokeAll(guesses)) {
                    through += guess.get() ? 1 : 0;
                }
                assertThat(through).isEqualTo(3);
            }
        }
    }
}
