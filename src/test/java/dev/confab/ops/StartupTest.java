package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final ManualClock clock = new ManualClock();
    /** In the place of the container's class. */
    private final Startup startup = new Startup(clock, Container.class.getName());

    private final CountDownLatch end = new CountDownLatch(1);

    /** Starts the application, and then does something else, all in one thread. */
    private static final class Container {
        void start(Startup startup, CountDownLatch begun, CountDownLatch end) throws InterruptedException {
            startup.begin(new Object());
            begun.countDown();
            end.await();
        }
    }

    private Thread starting() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var thread = Thread.startVirtualThread(() -> {
            try {
                new Container().start(startup, begun, end);
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        return thread;
    }

    @AfterEach
    void finish() {
        end.countDown();
    }

    @Test
    void before_it_has_begun_it_is_not_over() {
        assertThat(startup.isOver()).isFalse();
    }

    @Test
    void it_is_over_when_the_container_has_left_it_and_for_good() throws InterruptedException {
        var thread = starting();
        assertThat(startup.isOver()).isFalse();
        end.countDown();
        Waiting.until("the start is over", startup::isOver);
        assertThat(thread.isAlive()).isTrue();
        assertThat(startup.isOver()).isTrue();
        thread.interrupt();
    }

    @Test
    void a_start_that_does_not_end_is_not_waited_for_for_ever() throws InterruptedException {
        starting();
        clock.pass(Duration.ofMinutes(2));
        assertThat(startup.isOver()).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(startup.isOver()).isTrue();
    }

    @Test
    void by_another_container_it_is_over_at_once() {
        startup.begin(new Object());
        assertThat(startup.isOver()).isTrue();
    }
}
