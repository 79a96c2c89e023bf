package dev.confab.web.live;

import dev.confab.node.Nodes;
import dev.confab.ops.Settings;
import dev.confab.web.UnderWay;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/**
 * A node that stops says so, while its sockets are still open: the container alone would just hang up. They are closed bit
 * by bit, so that the other nodes are not stormed; who is still connected goes on meanwhile. To all requests, and to the
 * load balancer, the container answers 503 by then.
 *
 * <p>One that an administrator drains takes leave in the same way, and answers requests as ever; so does one that has lost the
 * database while another node has it.
 */
@WebListener
public class Drain implements ServletContextListener {
    private static final Logger LOG = Logger.getLogger(Drain.class.getName());
    /** So long a client is told to wait at most before it comes back, at another node or at this one anew. */
    private static final int LONGEST_DELAY_MS = 2_000;

    private static final long STEP_MS = 100;
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

    private final AtomicBoolean isUnderWay = new AtomicBoolean();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        nodes.attend(() -> hub.connections().size(), this::leaveAside);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        leave("the server stops", () -> true);
        if (!underWay.awaitNone(LONGEST_ANSWER)) {
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
        long begun = System.nanoTime();
        int closed = 0;
        while (closed < connections.size()) {
            Duration passed = Duration.ofNanos(System.nanoTime() - begun);
            int due = Math.max(closed, dueAfter(passed, time, connections.size()));
            connections.subList(closed, due).parallelStream().forEach(one -> close(one, reason));
            closed = due;
            if (closed < connections.size() && !pause()) {
                break;
            }
            if (!isToGoOn.getAsBoolean()) {
                return;
            }
        }
        // Whoever has come while the others were leaving, and whoever is left if we are told to hurry.
        List.copyOf(hub.connections()).parallelStream().forEach(one -> close(one, reason));
    }

    /** As long as it takes at that pace, and not longer than at most. */
    static Duration timeFor(int sockets, Settings.Drain drain) {
        Duration atThatPace = Duration.ofMillis((sockets - 1L) * 1_000 / drain.perSecond());
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
        connection.sayGoodbye(Frames.bye(reason, retryAfter));
        connection.close(CloseCodes.SERVICE_RESTART, reason);
    }
}
