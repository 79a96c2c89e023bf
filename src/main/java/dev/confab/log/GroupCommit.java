package dev.confab.log;

import dev.confab.backplane.Backplane;
import dev.confab.event.Entry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * One writer for each node: whatever is queued when it is free is written in one transaction. No timer, so a single
 * change waits for nobody; under load the groups grow by themselves.
 *
 * <p>A change that fails must not fail its neighbours: the group is rolled back, halved and tried again, until the
 * culprit is alone.
 *
 * <p>Every change is answered. When the writer ends, nothing gets into the queue any more, and what is left in it is
 * told that it was not written.
 */
@ApplicationScoped
class GroupCommit {
    private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());
    private static final int LARGEST_GROUP = 512;
    private static final int LONGEST_QUEUE = 20_000;
    private static final int ATTEMPTS = 4;
    private static final String CLOSED = "shutting down";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A change that is to be written, and who waits for it. */
    record Pending<R>(Change<R> change, CompletableFuture<R> result) {}

    private final BlockingQueue<Pending<?>> queue;
    private final BlockingQueue<Runnable> completions = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private volatile boolean isOpen = true;
    private Thread writer;
    private Thread teller;

    @Inject
    private GroupTransaction transaction;

    @Inject
    private Backplane backplane;

    @Inject
    private MetricRegistry metrics;

    @Resource
    private ManagedThreadFactory threads;

    private Histogram commitMicros;
    private Histogram groupSizes;

    @PostConstruct
    void measure() {
        metrics.gauge("confab_log_queue", queue::size);
        // Not a timer: Payara prints a timer's nanoseconds as if they were seconds.
        commitMicros = metrics.histogram("confab_log_commit_microseconds");
        groupSizes = metrics.histogram("confab_log_group_size");
    }

    GroupCommit() { // the container makes a proxy by it
        this.queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    }

    /** {@code watched} is given the queue, and gives back the one to use. */
    GroupCommit(
            GroupTransaction transaction,
            Backplane backplane,
            MetricRegistry metrics,
            ManagedThreadFactory threads,
            UnaryOperator<BlockingQueue<Pending<?>>> watched) {
        this.queue = watched.apply(new ArrayBlockingQueue<>(LONGEST_QUEUE));
        this.transaction = transaction;
        this.backplane = backplane;
        this.metrics = metrics;
        this.threads = threads;
    }

    <R> CompletionStage<R> submit(Change<R> change) {
        CompletableFuture<R> result = new CompletableFuture<>();
        enqueue(new Pending<>(change, result)).ifPresent(result::completeExceptionally);
        return result;
    }

    // Under the lock under which it closes: what finds it open is in the queue before the writer can look its last.
    private synchronized Optional<Unavailable> enqueue(Pending<?> pending) {
        if (!isOpen) {
            return Optional.of(new Unavailable(CLOSED, null));
        }
        start();
        return queue.offer(pending)
                ? Optional.empty()
                : Optional.of(new Unavailable("too much is waiting to be written", null));
    }

    private void start() {
        if (writer == null) {
            Thread first = threads.newThread(this::write);
            teller = threads.newThread(this::tell);
            writer = first;
            writer.setName("confab-log-writer");
            teller.setName("confab-log-teller");
            writer.start();
            teller.start();
        }
    }

    private synchronized void takeNoMore() {
        isOpen = false;
    }

    private void refuseWhatWaits() {
        List<Pending<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(pending -> pending.result().completeExceptionally(new Unavailable(CLOSED, null)));
    }

    private void write() {
        List<Pending<?>> group = new ArrayList<>(LARGEST_GROUP);
        try {
            while (isOpen || !queue.isEmpty()) {
                try {
                    Pending<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                    if (first == null) {
                        transaction.idle();
                        continue;
                    }
                    group.add(first);
                    queue.drainTo(group, LARGEST_GROUP - 1);
                    commit(List.copyOf(group));
                } catch (RuntimeException | Error e) { // whatever it is: there is no other writer
                    LOG.log(Level.SEVERE, "the writer goes on after a failure", e);
                    List<Pending<?>> failed = List.copyOf(group);
                    // After the answers to those that had been written: for them it comes too late.
                    answer(() -> failed.forEach(pending -> pending.result().completeExceptionally(e)));
                } finally {
                    group.clear();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "the writer was told to end", e);
            Thread.currentThread().interrupt();
        } finally {
            takeNoMore();
            refuseWhatWaits();
            transaction.release();
        }
    }

    private void commit(List<Pending<?>> group) {
        for (int attempt = 1; ; attempt++) {
            try {
                finish(group, write(group));
                return;
            } catch (GroupFailure failure) {
                if (failure.isTransient() && attempt < ATTEMPTS && mayTryAgain(attempt)) {
                    continue;
                }
                if (group.size() > 1
                        && !failure.isOutage()
                        && !Thread.currentThread().isInterrupted()) {
                    commit(group.subList(0, group.size() / 2));
                    commit(group.subList(group.size() / 2, group.size()));
                } else {
                    fail(group, failure);
                }
                return;
            }
        }
    }

    /** After a pause; not when the writer is told to end. */
    private static boolean mayTryAgain(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(5L << attempt);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private GroupTransaction.Written write(List<Pending<?>> group) throws GroupFailure {
        groupSizes.update(group.size());
        long begun = System.nanoTime();
        try {
            return transaction.write(
                    group.stream().<Change<?>>map(Pending::change).toList());
        } finally {
            commitMicros.update(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
        }
    }

    private void finish(List<Pending<?>> group, GroupTransaction.Written written) {
        List<Entry> entries = written.entries();
        if (!entries.isEmpty()) {
            publish(entries);
        }
        answer(() -> {
            for (int i = 0; i < group.size(); i++) {
                complete(group.get(i), written.results().get(i));
            }
        });
    }

    /** By a thread of its own: the next group is being written meanwhile. */
    private void answer(Runnable completion) {
        try {
            completions.put(completion);
        } catch (InterruptedException e) {
            completion.run(); // what has been decided is told, whoever wants us to end
            Thread.currentThread().interrupt();
        }
    }

    private void publish(List<Entry> entries) {
        try {
            backplane.publish(entries);
        } catch (RuntimeException e) { // only a hint: what is committed is acked
            LOG.log(Level.WARNING, "what was committed could not be published; the check of the heads will find it", e);
        }
    }

    @SuppressWarnings("unchecked") // the result at i is what the change at i returned
    private static <R> void complete(Pending<R> pending, Object result) {
        pending.result().complete((R) result);
    }

    private void fail(List<Pending<?>> group, GroupFailure failure) {
        boolean isTemporary = failure.isTransient()
                || failure.isOutage()
                || Thread.currentThread().isInterrupted();
        Throwable reason = isTemporary
                ? new Unavailable("the database does not take the change", failure.getCause())
                : failure.getCause();
        LOG.log(Level.WARNING, failure, () -> group.size() + " changes could not be written");
        answer(() -> group.forEach(pending -> pending.result().completeExceptionally(reason)));
    }

    private void tell() {
        boolean isInterrupted = false;
        while (isOpen || writer.isAlive() || !completions.isEmpty()) {
            try {
                Runnable completion = completions.poll(200, TimeUnit.MILLISECONDS);
                if (completion != null) {
                    completion.run();
                }
            } catch (InterruptedException e) {
                isInterrupted = true; // it ends when the writer has, and not before: somebody waits for these answers
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "an answer could not be given", e);
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes what is queued: it may have been promised. What the database does not take in time is refused. */
    @PreDestroy
    void close() {
        close(PATIENCE);
    }

    void close(Duration patience) {
        takeNoMore();
        if (writer == null) {
            return;
        }
        try {
            writer.join(patience);
            refuseWhatWaits();
            teller.join(patience.dividedBy(2));
        } catch (InterruptedException e) {
            refuseWhatWaits();
            Thread.currentThread().interrupt();
        }
    }
}
