package dev.confab.web.live;

import dev.confab.node.Nodes;
import dev.confab.ops.Settings;
import dev.confab.ops.Termination;
import dev.confab.web.UnderWay;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A node that stops says so, while its sockets are still open: the container alone would just hang up. They are closed bit
 * by bit, so that the other nodes are not stormed; who is still connected goes on meanwhile, and requests are answered as ever.
 * Before that it is not ready for a while: a load balancer that has not seen it yet would bring back those who leave.
 *
 * <p>One that an administrator drains takes leave in the same way; so does one that has lost the database while another node has
 * it. Where the container is stopped by other means than a signal it answers 503 to all requests by then.
 */
@WebListener
public class Drain implements ServletContextListener {
    private static final Logger LOG = Logger.getLogger(Drain.class.getName());
    /** So long a client is told to wait at most before it comes back, at another node or at this one anew. */
    private static final int LONGEST_DELAY_MS = 1_000;

    private static final long STEP_MS = 100;
    /** So many are closed at the same time. */
    private static final int CLOSERS = 4;

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    /** What is being answered when the server is told to stop has so long. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    @Inject
    private Hub hub;

    @Inject
    private Settings settings;

    @Inject
    private Nodes nodes;

    @Inject
    private UnderWay underWay;

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedThreadFactory threads;

    private final AtomicBoolean isUnderWay = new AtomicBoolean();
    private Termination termination;
    private volatile boolean isTired;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        nodes.attend(() -> hub.connections().size(), this::leaveAside);
        termination = Termination.precededBy(this::leaveInTime, threads);
    }

    /** First the load balancer sees that nobody new is to come here, and then those who are here are asked to go. */
    private void leaveInTime() {
        Duration notice = nodes.leave();
        try {
            TimeUnit.NANOSECONDS.sleep(notice.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leaveForGood();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (termination != null) {
            termination.close();
        }
        leaveForGood(); // those who are left, and all where the server is not stopped by a signal
    }

    private void leaveForGood() {
        leave("the server stops", () -> true);
        if (!isTired && !underWay.awaitNone(LONGEST_ANSWER)) {
            isTired = true; // one that hangs is waited for once
            LOG.warning("the server stops before all requests are answered");
        }
    }

    /** Also when it has just been done: a handshake may have been under way. */
    private void leaveAside() {
        if (!hub.connections().isEmpty() && isUnderWay.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    nodes.whyToBeEmpty()
                            .ifPresent(
                                    why -> leave(why, () -> nodes.whyToBeEmpty().isPresent()));
                } finally {
                    isUnderWay.set(false);
                }
            });
        }
    }

    private void leave(String reason, BooleanSupplier isToGoOn) {
        List<Connection> connections = new ArrayList<>(hub.connections());
        Collections.shuffle(connections);
        Duration time = timeFor(connections.size(), settings.drain());
        LOG.info(() -> reason + ": " + connections.size() + " sockets are closed within " + time.toMillis() + " ms");
        ExecutorService closers = Executors.newFixedThreadPool(CLOSERS, threads);
        try {
            long begun = System.nanoTime();
            int closed = 0;
            while (closed < connections.size()) {
                Duration passed = Duration.ofNanos(System.nanoTime() - begun);
                int due = Math.max(closed, dueAfter(passed, time, connections.size()));
                closeAll(connections.subList(closed, due), reason, closers);
                closed = due;
                if (closed < connections.size() && !pause()) {
                    break;
                }
                if (!isToGoOn.getAsBoolean()) {
                    return;
                }
            }
            // Whoever has come while the others were leaving, and whoever is left if we are told to hurry.
            List<Connection> left = new ArrayList<>(hub.connections());
            left.removeAll(Set.copyOf(connections.subList(0, closed)));
            closeAll(left, reason, closers);
        } finally {
            end(closers);
        }
    }

    /** By threads of the container's: what is told of a close needs to know whose it is. */
    private static void closeAll(List<Connection> some, String reason, Executor closers) {
        for (Connection one : some) {
            Runnable close = () -> close(one, reason);
            try {
                closers.execute(close);
            } catch (RejectedExecutionException | IllegalStateException e) { // the container gives no more threads
                close.run();
            }
        }
    }

    private static void end(ExecutorService closers) {
        boolean isToHurry = Thread.interrupted(); // those who are left are closed all the same
        closers.shutdown();
        try {
            if (!closers.awaitTermination(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warning("not all sockets could be closed in time");
            }
        } catch (InterruptedException e) {
            isToHurry = true;
        }
        closers.shutdownNow();
        if (isToHurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** As long as it takes at that pace, and not longer than at most. */
    static Duration timeFor(int sockets, Settings.Drain drain) {
        Duration atThatPace = Duration.ofMillis(Math.max(0, sockets - 1L) * 1_000 / drain.perSecond());
        return atThatPace.compareTo(drain.atMost()) < 0 ? atThatPace : drain.atMost();
    }

    /** So many are to be closed by then. */
    static int dueAfter(Duration passed, Duration time, int sockets) {
        if (passed.compareTo(time) >= 0) {
            return sockets;
        }
        return (int) Math.min(sockets, sockets * passed.toMillis() / Math.max(1, time.toMillis()));
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(STEP_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void close(Connection connection, String reason) {
        // Spread, so that all who come back do not come at once.
        long retryAfter = ThreadLocalRandom.current().nextLong(LONGEST_DELAY_MS);
        try {
            connection.sayGoodbye(Frames.bye(reason, retryAfter));
            connection.close(CloseCodes.SERVICE_RESTART, reason);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a socket could not be closed", e); // and the others are
        }
    }
}
