package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** By a signal that means nothing here. What would come anyway is one of ours, which never ends: under it lies the system's own. */
@SuppressWarnings("try") // it is enough that they are there
class TerminationTest {
    private static final String SIGNAL = "URG"; // which the system ignores where nobody asks for it

    private final CountDownLatch never = new CountDownLatch(1);
    private volatile long now = 1;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private static void raise() throws IOException, InterruptedException {
        // The shell's own: not every system has a program of that name.
        var command = "kill -" + SIGNAL + " " + ProcessHandle.current().pid();
        assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
    }

    @Test
    void what_comes_first_is_done_before_what_would_come_anyway() throws Exception {
        try (var anyway =
                        Termination.precededBy(SIGNAL, () -> say("anyway", never), TerminationTest::daemon, () -> now);
                var first = Termination.precededBy(
                        SIGNAL, () -> say("first", new CountDownLatch(0)), TerminationTest::daemon, () -> now)) {
            raise();
            Waiting.until("both", () -> said.size() == 2);
            assertThat(said).containsExactly("first", "anyway");
        }
    }

    private void say(String word, CountDownLatch until) {
        said.add(word);
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void who_says_it_twice_is_not_kept_waiting_and_nothing_is_done_twice() throws Exception {
        try (var anyway =
                        Termination.precededBy(SIGNAL, () -> say("anyway", never), TerminationTest::daemon, () -> now);
                var first =
                        Termination.precededBy(SIGNAL, () -> say("first", never), TerminationTest::daemon, () -> now)) {
            raise();
            Waiting.until("the first", () -> said.size() == 1);
            raise(); // which is the same word, come by another way
            Waiting.throughout(Duration.ofMillis(200), "it is not handed on", () -> said.size() == 1);
            now += Duration.ofMillis(1_001).toNanos();
            raise();
            Waiting.until("the rest", () -> said.size() == 2);
            assertThat(said).containsExactly("first", "anyway");
        }
    }
}
