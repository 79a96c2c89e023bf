package dev.confab.node;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A node's leave: first it is said, so that a load balancer brings nobody new, and when that has had its time it is due, and
 * those who are there are asked to go. Otherwise they would be brought back here.
 */
final class Leave {
    private final LongSupplier nanos;
    private String why;
    private long dueAt;
    private boolean isForGood;

    Leave(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A leave that is taken already is as due as before. */
    synchronized void take(String reason, Duration notice) {
        if (why == null) {
            dueAt = nanos.getAsLong() + notice.toNanos();
        }
        why = isForGood ? why : reason;
    }

    /** The same, and nobody can take it back. */
    synchronized void takeForGood(String reason, Duration notice) {
        take(reason, notice);
        isForGood = true;
    }

    synchronized void takeBack() {
        if (!isForGood) {
            why = null;
        }
    }

    synchronized boolean isTaken() {
        return why != null;
    }

    /** The reason, once it is due. */
    synchronized Optional<String> due() {
        return why != null && nanos.getAsLong() - dueAt >= 0 ? Optional.of(why) : Optional.empty();
    }

    /** How long until it is due. */
    synchronized Duration left() {
        return why == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, dueAt - nanos.getAsLong()));
    }
}
