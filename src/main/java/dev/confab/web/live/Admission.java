package dev.confab.web.live;

import dev.confab.ops.Settings;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets in those who have opened a socket, a few at a time and in the order in which they came. When a node dies all its
 * people come to the others at once: whoever has to wait waits, and those who are in already do not feel it.
 */
final class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class.getName());
    /** For those whose turn has not come in time: some, and differing, so that they do not all come again at once. */
    private static final int LEAST_DELAY_MS = 2_000;

    private static final int LONGEST_DELAY_MS = 10_000;

    private record Entrant(Connection connection, long since, Runnable entering) {}

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

    /** {@code entering} is run by whoever lets in, unless the connection has ended by then or has waited too long. */
    void enter(Connection connection, Runnable entering) {
        if (!waiting.offer(new Entrant(connection, nanos.getAsLong(), entering))) {
            turnAway(connection, "too many are waiting");
        }
    }

    /** Lets in the next one, if there is one within the time. */
    void letIn(long millis) throws InterruptedException {
        Entrant entrant = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (entrant == null || entrant.connection().isAbandoned()) {
            return;
        }
        if (isLate(entrant)) {
            turnAway(entrant.connection(), "too many were waiting");
            return;
        }
        try {
            entrant.entering().run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "somebody could not be let in", e);
            turnAway(entrant.connection(), "not available now");
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
