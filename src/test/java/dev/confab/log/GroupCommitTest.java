package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.backplane.Backplane;
import dev.confab.backplane.LocalBackplane;
import dev.confab.event.Entry;
import dev.confab.ops.Inert;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GroupCommitTest {
    private static final Logger QUIET = Logger.getLogger(GroupCommit.class.getName());

    static {
        QUIET.setLevel(Level.OFF); // the failures are meant
    }

    /** A change that is known by its name. */
    private record Named(String name) implements Change<String> {
        @Override
        public Set<String> logs() {
            return Set.of("garden");
        }

        @Override
        public String write(Transaction tx) {
            throw new IllegalStateException("only the real transaction writes");
        }
    }

    /** Writes nothing, and fails as it is told. */
    private static final class Scripted extends GroupTransaction {
        private final List<List<String>> groups = new CopyOnWriteArrayList<>();
        private final List<Exception> failures = new CopyOnWriteArrayList<>();
        private final Semaphore mayWrite = new Semaphore(1_000_000);
        private final Semaphore isWriting = new Semaphore(0);
        private volatile String culprit = "nobody";
        private volatile String bug = "none";
        private volatile boolean isBroken;
        private volatile boolean isReleased;

        @Override
        Written write(List<? extends Change<?>> group) throws GroupFailure {
            List<String> names =
                    group.stream().map(change -> ((Named) change).name()).toList();
            groups.add(names);
            isWriting.release();
            mayWrite.acquireUninterruptibly();
            if (isBroken) {
                throw new IllegalStateException("a bug in the writer itself");
            }
            if (!failures.isEmpty()) {
                throw new GroupFailure(failures.removeFirst());
            }
            if (names.contains(culprit)) {
                throw new GroupFailure(new IllegalArgumentException(culprit));
            }
            if (names.contains(bug)) {
                throw new IllegalStateException(bug);
            }
            return new Written(
                    List.copyOf(names),
                    names.stream()
                            .map(name -> new Entry("garden", 1, "channel.left", Instant.EPOCH, name, "{}", null))
                            .toList());
        }

        @Override
        void release() {
            isReleased = true;
        }

        void hold() {
            mayWrite.drainPermits();
        }

        void goOn() {
            mayWrite.release(1_000_000);
        }
    }

    private static final class Threads implements ManagedThreadFactory {
        private final List<Thread> started = new CopyOnWriteArrayList<>();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        }

        @Override
        public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
            throw new UnsupportedOperationException();
        }
    }

    /** Something can happen just before a change gets its place in the queue. */
    private static final class Doorway extends ArrayBlockingQueue<GroupCommit.Pending<?>> {
        private static final long serialVersionUID = 1;
        private transient Runnable meanwhile = () -> {};

        Doorway(int places) {
            super(places);
        }

        @Override
        public boolean offer(GroupCommit.Pending<?> pending) {
            meanwhile.run();
            return super.offer(pending);
        }
    }

    private BlockingQueue<GroupCommit.Pending<?>> watch(BlockingQueue<GroupCommit.Pending<?>> given) {
        queue = new Doorway(given.remainingCapacity());
        return queue;
    }

    private final Scripted transaction = new Scripted();
    private final Backplane backplane = new LocalBackplane();
    private final Threads threads = new Threads();
    private final GroupCommit writer =
            new GroupCommit(transaction, backplane, Inert.of(MetricRegistry.class), threads, this::watch);
    private Doorway queue;

    GroupCommitTest() {
        writer.measure();
    }

    @AfterEach
    void stop() {
        transaction.goOn();
        threads.started.forEach(Thread::interrupt);
    }

    private CompletableFuture<String> submit(String name) {
        return writer.submit(new Named(name)).toCompletableFuture();
    }

    /** These wait until the writer is free, and are then one group. */
    private List<CompletableFuture<String>> submitTogether(String... names) throws Exception {
        transaction.hold();
        submit("first");
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (String name : names) {
            waiting.add(submit(name));
        }
        return waiting;
    }

    private Thread writerThread() {
        return threads.started.getFirst();
    }

    private Thread tellerThread() {
        return threads.started.getLast();
    }

    private static void assertRefused(CompletionStage<?> one) {
        assertThatThrownBy(() -> soon(one)).hasCauseInstanceOf(Unavailable.class);
    }

    private static <T> T soon(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void what_waits_while_the_writer_is_busy_becomes_one_group() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("a", "b", "c");
        transaction.goOn();
        assertThat(soon(waiting.get(2))).isEqualTo("c");
        assertThat(transaction.groups).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void each_gets_its_own_result() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("a", "b", "c");
        transaction.goOn();
        for (int i = 0; i < 3; i++) {
            assertThat(soon(waiting.get(i))).isEqualTo(List.of("a", "b", "c").get(i));
        }
    }

    @Test
    void nothing_is_answered_before_the_commit() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("a");
        assertThat(waiting.getFirst()).isNotDone();
        transaction.goOn();
        assertThat(soon(waiting.getFirst())).isEqualTo("a");
    }

    @Test
    void what_is_committed_is_published_before_it_is_answered() throws Exception {
        List<String> happened = new CopyOnWriteArrayList<>();
        backplane.follow(entries -> happened.add("published"));
        transaction.hold();
        CompletionStage<Boolean> answered = submit("a").thenApply(result -> happened.add("answered"));
        transaction.goOn();
        soon(answered);
        assertThat(happened).containsExactly("published", "answered");
    }

    @Test
    void a_change_that_fails_does_not_fail_its_neighbours() throws Exception {
        transaction.culprit = "c";
        List<CompletableFuture<String>> waiting = submitTogether("a", "b", "c", "d", "e");
        transaction.goOn();
        for (int i : new int[] {0, 1, 3, 4}) {
            assertThat(soon(waiting.get(i)))
                    .isEqualTo(List.of("a", "b", "c", "d", "e").get(i));
        }
        assertThatThrownBy(() -> soon(waiting.get(2))).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neighbours_of_a_failure_are_written_once_and_published_once() throws Exception {
        List<String> published = new CopyOnWriteArrayList<>();
        backplane.follow(entries -> entries.forEach(entry -> published.add(entry.actor())));
        transaction.culprit = "b";
        List<CompletableFuture<String>> waiting = submitTogether("a", "b", "c");
        transaction.goOn();
        soon(waiting.get(0));
        soon(waiting.get(2));
        assertThat(published).containsExactly("first", "a", "c");
    }

    @Test
    void a_collision_is_tried_again_as_a_whole() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("a", "b");
        transaction.goOn();
        soon(waiting.getFirst());
        transaction.groups.clear();
        transaction.failures.add(new SQLException("deadlock", "40001", 1213));
        transaction.failures.add(new SQLException("deadlock", "40001", 1213));
        assertThat(soon(submit("c"))).isEqualTo("c");
        assertThat(transaction.groups).containsExactly(List.of("c"), List.of("c"), List.of("c"));
    }

    @Test
    void a_collision_that_does_not_end_is_said_to_be_temporary() {
        for (int i = 0; i < 4; i++) {
            transaction.failures.add(new SQLException("deadlock", "40001", 1213));
        }
        assertThatThrownBy(() -> soon(submit("a"))).hasCauseInstanceOf(Unavailable.class);
        assertThat(transaction.groups).hasSize(4);
    }

    @Test
    void an_outage_fails_the_whole_group_at_once() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("a", "b", "c", "d");
        transaction.failures.add(new SQLException("nobody", "42000", 9999)); // for "first", alone
        transaction.failures.add(new SQLException("read only", "HY000", 1290));
        transaction.goOn();
        for (CompletableFuture<String> one : waiting) {
            assertThatThrownBy(() -> soon(one)).hasCauseInstanceOf(Unavailable.class);
        }
        assertThat(transaction.groups).containsExactly(List.of("first"), List.of("a", "b", "c", "d"));
    }

    @Test
    void the_queue_is_bounded_and_says_so() throws Exception {
        transaction.hold();
        submit("first");
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> last = null;
        int taken = 0;
        while (last == null || !last.isDone()) {
            last = submit("more");
            taken++;
        }
        assertThat(taken).isEqualTo(20_001);
        CompletableFuture<String> refused = last;
        assertThatThrownBy(() -> soon(refused)).hasCauseInstanceOf(Unavailable.class);
    }

    @Test
    void no_group_is_larger_than_512() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("x".repeat(600).split(""));
        transaction.goOn();
        soon(waiting.getLast());
        assertThat(transaction.groups).extracting(List::size).containsExactly(1, 512, 88);
    }

    @Test
    void a_follower_that_throws_neither_stops_the_writer_nor_denies_the_answer() throws Exception {
        backplane.follow(entries -> {
            throw new IllegalStateException("a broken follower");
        });
        assertThat(soon(submit("a"))).isEqualTo("a");
        assertThat(soon(submit("b"))).isEqualTo("b");
    }

    @Test
    void a_bug_in_the_writer_itself_does_not_deny_what_was_written_before_it() throws Exception {
        transaction.hold();
        Semaphore mayTell = new Semaphore(0);
        CompletionStage<Void> told = submit("first").thenRun(mayTell::acquireUninterruptibly);
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> written = submit("a");
        CompletableFuture<String> failed = submit("b");
        CompletableFuture<String> broken = submit("c");
        transaction.culprit = "b";
        transaction.bug = "c";
        transaction.goOn();
        assertThat(transaction.isWriting.tryAcquire(5, 10, TimeUnit.SECONDS)).isTrue(); // abc, a, bc, b, c
        CompletableFuture<String> next = submit("next");
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue(); // so the bug has been dealt with
        mayTell.release();
        soon(told);
        assertThat(soon(written)).isEqualTo("a");
        assertThatThrownBy(() -> soon(failed)).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> soon(broken)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(soon(next)).isEqualTo("next");
    }

    @Test
    void a_bug_in_the_writer_itself_does_not_end_it() throws Exception {
        transaction.isBroken = true;
        assertThatThrownBy(() -> soon(submit("a"))).hasCauseInstanceOf(IllegalStateException.class);
        transaction.isBroken = false;
        assertThat(soon(submit("b"))).isEqualTo("b");
    }

    @Test
    void what_is_queued_when_it_closes_is_finished_and_nothing_more_is_taken() throws Exception {
        List<CompletableFuture<String>> waiting = submitTogether("a", "b");
        Thread closing = new Thread(writer::close);
        closing.start();
        while (!submit("one more").isCompletedExceptionally()) {
            Thread.onSpinWait(); // until it has begun to close
        }
        transaction.goOn();
        closing.join(15_000);
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(waiting.get(1).join()).isEqualTo("b");
        assertThatThrownBy(() -> soon(submit("late"))).hasCauseInstanceOf(Unavailable.class);
        assertThat(transaction.isReleased).isTrue();
    }

    @Test
    void what_gets_its_place_while_it_closes_is_still_written() throws Exception {
        soon(submit("first"));
        Thread closing = new Thread(writer::close);
        queue.meanwhile = () -> {
            closing.start();
            // Until it waits for us; if it did not, there would be no writer any more.
            while (closing.getState() != Thread.State.BLOCKED && writerThread().isAlive()) {
                Thread.onSpinWait();
            }
        };
        assertThat(soon(submit("at the last moment"))).isEqualTo("at the last moment");
        closing.join(15_000);
        assertRefused(submit("late"));
    }

    @Test
    void what_the_database_does_not_take_before_it_closes_is_refused_and_what_it_took_is_told() throws Exception {
        transaction.hold();
        CompletableFuture<String> taken = submit("taken");
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> waiting = submit("waiting");
        writer.close(Duration.ofMillis(20));
        assertRefused(waiting);
        assertThat(taken).isNotDone();
        transaction.goOn();
        assertThat(soon(taken)).isEqualTo("taken");
        assertThat(transaction.groups).containsExactly(List.of("taken"));
    }

    @Test
    void when_the_writer_is_told_to_end_what_it_wrote_is_told_and_what_waits_is_refused() throws Exception {
        transaction.hold();
        CompletableFuture<String> taken = submit("taken");
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> waiting = submit("waiting");
        writerThread().interrupt();
        transaction.goOn();
        assertThat(soon(taken)).isEqualTo("taken");
        assertRefused(waiting);
        assertRefused(submit("late"));
    }

    @Test
    void a_writer_that_is_told_to_end_tries_nothing_again() throws Exception {
        transaction.failures.add(new SQLException("nobody", "42000", 9999)); // for "first", alone
        transaction.failures.add(new SQLException("deadlock", "40001", 1213));
        List<CompletableFuture<String>> waiting = submitTogether("a", "b");
        transaction.mayWrite.release(); // "first" goes through
        assertThat(transaction.isWriting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        writerThread().interrupt();
        transaction.goOn();
        waiting.forEach(GroupCommitTest::assertRefused);
        assertThat(transaction.groups).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void the_teller_goes_on_as_long_as_there_is_something_to_tell() throws Exception {
        soon(submit("first"));
        tellerThread().interrupt();
        assertThat(soon(submit("a"))).isEqualTo("a");
        assertThat(soon(submit("b"))).isEqualTo("b");
        writer.close();
        tellerThread().join(10_000);
        assertThat(tellerThread().isAlive()).isFalse();
    }
}
