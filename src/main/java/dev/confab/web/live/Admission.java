package dev.confab.web.live;

import dev.confab.ops.Settings;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets in those who have opened a socket, in the order in which they came. When a node dies all its people come to the others at
 * once: whoever has to wait waits, and those who are in already do not feel it. As with commits and frames, those who gather while
 * others are let in are let in together: what is asked for them is asked once for all.
 */
final class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class.getName());
    /** For those whose turn has not come in time: some, and differing, so that they do not all come again at once. */
    private static final int LEAST_DELAY_MS = 2_000;

    private static final int LONGEST_DELAY_MS = 10_000;
    static final String NOT_NOW = "not available now";

    /** More of them would hold up each other, and each of them has some hundred logs. */
    private static final int LARGEST_GROUP = 32;

    private record Entrant(Connection connection, long since, Runnable whenIn) {}

    /** Where they come in. */
    @FunctionalInterface
    interface Door {
        /** Gives those who are in: the others have been told why not. What is thrown keeps all of them out. */
        Set<Connection> letIn(Set<Connection> group);
    }

    private final BlockingQueue<Entrant> waiting;
    private final long patience;
    private final LongSupplier nanos;

    Admission(Settings.Admission settings, LongSupplier nanos) {
        this.waiting = new LinkedBlockingQueue<>(settings.waiting());
        this.patience = settings.patience().toNanos();
        this.nanos = nanos;
    }

    boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    int waiting() {
        return waiting.size();
    }

    /** {@code whenIn} is run by whoever lets it in, unless it has gone or has waited too long by then. */
    void enter(Connection connection, Runnable whenIn) {
        if (!waiting.offer(new Entrant(connection, nanos.getAsLong(), whenIn))) {
            turnAway(connection, "too many are waiting");
        }
    }

    /** Lets in the next ones, if there are any within the time. */
    void letIn(long millis, Door door) throws InterruptedException {
        Entrant first = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Entrant> group = new ArrayList<>(List.of(first));
        waiting.drainTo(group, LARGEST_GROUP - 1);
        Map<Connection, Runnable> entering = new LinkedHashMap<>();
        for (Entrant entrant : group) {
            if (entrant.connection().isAbandoned()) {
                continue;
            }
            if (isLate(entrant)) {
                turnAway(entrant.connection(), "too many were waiting");
            } else {
                entering.put(entrant.connection(), entrant.whenIn());
            }
        }
        letIn(entering, door);
    }

    private static void letIn(Map<Connection, Runnable> entering, Door door) {
        if (entering.isEmpty()) {
            return;
        }
        Set<Connection> in;
        try {
            in = door.letIn(entering.keySet());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> entering.size() + " could not be let in");
            entering.keySet().forEach(connection -> turnAway(connection, NOT_NOW));
            return;
        }
        for (Connection connection : in) {
            if (connection.isAbandoned()) {
                continue; // it has gone, or was closed, while the others began
            }
            try {
                entering.get(connection).run();
            } catch (RuntimeException e) { // the others are in
                LOG.log(Level.WARNING, "somebody could not be let in", e);
                turnAway(connection, NOT_NOW);
            }
        }
    }

    /** Those who have waited too long, also when it is nobody's turn: letting in may hang for as long as the database does. */
    void turnAwayTheLate() {
        Entrant first = waiting.peek();
        while (first != null && (isLate(first) || first.connection().isAbandoned())) {
            if (waiting.remove(first) && !first.connection().isAbandoned()) {
                turnAway(first.connection(), "too many were waiting");
            }
            first = waiting.peek();
        }
    }

    private boolean isLate(Entrant entrant) {
        return nanos.getAsLong() - entrant.since() > patience;
    }

    /** Asks it to come again in a while. */
    static void turnAway(Connection connection, String reason) {
        connection.sayGoodbye(
                Frames.bye(reason, ThreadLocalRandom.current().nextLong(LEAST_DELAY_MS, LONGEST_DELAY_MS)));
        connection.close(CloseCodes.SERVICE_RESTART, reason);
    }
}
