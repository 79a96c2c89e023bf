package dev.confab.search;

import dev.confab.backplane.Backplane;
import dev.confab.channel.Channels;
import dev.confab.event.Entry;
import dev.confab.log.Logs;
import dev.confab.log.Unavailable;
import dev.confab.message.Messages;
import dev.confab.ops.Settings;
import dev.confab.ops.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.store.LockObtainFailedException;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Keeps this node's index: one thread opens it, follows the logs, and opens it again after a failure. Nobody who posts
 * waits for it.
 */
@ApplicationScoped
class Indexing {
    private static final Logger LOG = Logger.getLogger(Indexing.class.getName());
    /** After the schema is current. */
    private static final int AFTER_SCHEMA = 4_000;

    private static final long GATHER_MS = 800;
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_MS = 2_000;
    private static final long STEP_MS = 50;
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** As many times as long as it has worked: what is left over by those who post is enough. */
    private static final int RESTS = 7;

    private static final long MOST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Inject
    private Logs logs;

    @Inject
    private Channels channels;

    @Inject
    private Messages messages;

    @Inject
    private Backplane backplane;

    @Inject
    private Settings settings;

    @Inject
    private MetricRegistry metrics;

    @Inject
    private Startup startup;

    @Resource
    private ManagedThreadFactory threads;

    /** At most one hint waits: what it is about, the follower knows. */
    private final Semaphore hinted = new Semaphore(0);

    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile MessageIndex index;
    private volatile Follower follower;
    private volatile boolean isBroken;
    private Thread thread;

    void start(@Observes @Initialized(ApplicationScoped.class) @Priority(AFTER_SCHEMA) Object start) {
        metrics.gauge("confab_search_lag_events", this::lag);
        backplane.follow(this::hear);
        thread = threads.newThread(this::run);
        thread.setName("confab-search");
        thread.start();
    }

    @PreDestroy
    void close() {
        stop.countDown();
        hinted.release();
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @throws Unavailable until it is open */
    MessageIndex index() {
        MessageIndex open = index;
        if (open == null) {
            throw new Unavailable("the search index is not open yet", null);
        }
        return open;
    }

    /** A search has failed: the files are opened anew. */
    void doubt(Exception failure) {
        LOG.log(Level.WARNING, "the search index fails and is opened again", failure);
        isBroken = true;
    }

    private long lag() {
        Follower following = follower;
        return following == null ? 0 : following.lag();
    }

    private void hear(List<Entry> published) {
        Follower following = follower;
        if (following != null) {
            following.hear(published);
            if (hinted.availablePermits() == 0) {
                hinted.release();
            }
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void run() {
        try {
            while (!isStopping() && !startup.isOver()) {
                stop.await(STEP_MS, TimeUnit.MILLISECONDS);
            }
            while (!isStopping()) {
                follow();
                stop.await(PAUSE_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        isBroken = false;
        try (MessageIndex opened =
                MessageIndex.open(settings.dataDir().resolve("search").toAbsolutePath())) {
            Follower following = new Follower(opened, logs, channels, messages);
            follower = following;
            index = opened;
            follow(opened, following);
        } catch (LockObtainFailedException e) {
            LOG.log(Level.WARNING, "another process uses the search index in this data folder; again in 2 s", e);
        } catch (IOException | RuntimeException | Error e) { // without this thread nothing new would be found
            LOG.log(Level.SEVERE, "the search index is opened again after a failure", e);
        } finally {
            index = null;
            follower = null;
        }
    }

    private void follow(MessageIndex opened, Follower following) throws IOException, InterruptedException {
        long sweptAt = System.nanoTime() - SWEEP_NANOS;
        long committedAt = System.nanoTime();
        while (!isStopping() && !isBroken) {
            try {
                boolean isToSweep = System.nanoTime() - sweptAt >= SWEEP_NANOS;
                if (isToSweep && following.sweep()) {
                    sweptAt = System.nanoTime();
                }
                if (following.isBehind()) {
                    catchUp(following);
                }
            } catch (Unavailable e) {
                LOG.log(Level.FINE, "the logs cannot be read; again in a second", e);
                stop.await(1, TimeUnit.SECONDS);
            }
            if (System.nanoTime() - committedAt >= COMMIT_NANOS) {
                opened.commit();
                committedAt = System.nanoTime();
            }
            if (!following.isBehind()) {
                hinted.tryAcquire(SWEEP_NANOS, TimeUnit.NANOSECONDS);
                stop.await(GATHER_MS, TimeUnit.MILLISECONDS); // more gathers: it costs the database less
            }
        }
        opened.commit();
    }

    /** Works for some time; and while people post, rests for longer. */
    private void catchUp(Follower following) throws IOException, InterruptedException {
        hinted.drainPermits();
        long began = System.nanoTime();
        long worked;
        do {
            following.catchUp();
            worked = System.nanoTime() - began;
        } while (worked < TURN_NANOS && following.isBehind() && !isStopping());
        if (hinted.availablePermits() > 0) {
            stop.await(Math.min(worked * RESTS, MOST_REST_NANOS), TimeUnit.NANOSECONDS);
        }
    }
}
