package dev.confab.log;

import dev.confab.backplane.Backplane;
import dev.confab.event.Entry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
 */
@ApplicationScoped
class GroupCommit {
    private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());
    private static final int LARGEST_GROUP = 512;
    private static final int LONGEST_QUEUE = 20_000;
    private static final int ATTEMPTS = 4;

    private record Pending<R>(Change<R> change, CompletableFuture<R> result) {}

    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
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

    GroupCommit() {} // the container makes a proxy by it

    GroupCommit(
            GroupTransaction transaction, Backplane backplane, MetricRegistry metrics, ManagedThreadFactory threads) {
        this.transaction = transaction;
        this.backplane = backplane;
        this.metrics = metrics;
        this.threads = threads;
    }

    <R> CompletionStage<R> submit(Change<R> change) {
        start();
        CompletableFuture<R> result = new CompletableFuture<>();
        if (!isOpen || !queue.offer(new Pending<>(change, result))) {
            result.completeExceptionally(
                    new Unavailable(isOpen ? "too much is waiting to be written" : "shutting down", null));
        }
        return result;
    }

    private synchronized void start() {
        if (writer == null && isOpen) {
            writer = threads.newThread(this::write);
            writer.setName("confab-log-writer");
            writer.start();
            teller = threads.newThread(this::tell);
            teller.setName("confab-log-teller");
            teller.start();
        }
    }

    private void write() {
        List<Pending<?>> group = new ArrayList<>(LARGEST_GROUP);
        while (isOpen || !queue.isEmpty()) {
            try {
                Pending<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                commit(List.copyOf(group));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) { // whatever it is: there is no other writer
                LOG.log(Level.SEVERE, "the writer goes on after a failure", e);
                group.forEach(pending -> pending.result().completeExceptionally(e));
            } finally {
                group.clear();
            }
        }
    }

    private void commit(List<Pending<?>> group) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                finish(group, write(group));
                return;
            } catch (GroupFailure failure) {
                if (failure.isTransient() && attempt < ATTEMPTS) {
                    TimeUnit.MILLISECONDS.sleep(5L << attempt);
                    continue;
                }
                if (group.size() > 1 && !failure.isOutage()) {
                    commit(group.subList(0, group.size() / 2));
                    commit(group.subList(group.size() / 2, group.size()));
                } else {
                    fail(group, failure);
                }
                return;
            }
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

    private void finish(List<Pending<?>> group, GroupTransaction.Written written) throws InterruptedException {
        List<Entry> entries = written.entries();
        if (!entries.isEmpty()) {
            publish(entries);
        }
        // Answers are given by a thread of their own: the next group is being written meanwhile.
        completions.put(() -> {
            for (int i = 0; i < group.size(); i++) {
                complete(group.get(i), written.results().get(i));
            }
        });
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

    private void fail(List<Pending<?>> group, GroupFailure failure) throws InterruptedException {
        Throwable reason = failure.isTransient() || failure.isOutage()
                ? new Unavailable("the database does not take the change", failure.getCause())
                : failure.getCause();
        LOG.log(Level.WARNING, failure, () -> group.size() + " changes could not be written");
        completions.put(() -> group.forEach(pending -> pending.result().completeExceptionally(reason)));
    }

    private void tell() {
        while (isOpen || writer.isAlive() || !completions.isEmpty()) {
            try {
                Runnable completion = completions.poll(200, TimeUnit.MILLISECONDS);
                if (completion != null) {
                    completion.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "an answer could not be given", e);
            }
        }
    }

    /** Finishes what is queued: it may have been promised. */
    @PreDestroy
    void close() {
        isOpen = false;
        try {
            if (writer != null) {
                writer.join(TimeUnit.SECONDS.toMillis(10));
                teller.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
