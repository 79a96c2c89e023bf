package dev.confab.web.live;

/**
 * Whether a peer takes what it is sent, by what was written and what the kernel still holds of it, look by look. What
 * the container holds beside counts as taken by mistake, but then what the kernel holds does not change.
 */
final class Uptake {
    private long written;
    private long queued;
    private long mostTaken;
    private long movedAt;

    /** Whether something was written that has not been seen to be taken: without it no look is worth while. */
    boolean isOwing(long writtenSoFar) {
        return queued > 0 || writtenSoFar > written;
    }

    /** One more look; {@code writtenSoFar} must have been read before the kernel was asked. */
    void see(long writtenSoFar, long queuedNow, long now) {
        // Never more than was really taken: so it cannot seem to grow for one who takes nothing.
        long taken = writtenSoFar - queuedNow;
        boolean isNew = queued == 0 && queuedNow > 0;
        if (queuedNow == 0 || isNew || queuedNow < queued || queuedNow > queued && taken > mostTaken) {
            movedAt = now;
        }
        written = writtenSoFar;
        queued = queuedNow;
        mostTaken = Math.max(mostTaken, taken);
    }

    /** Nanoseconds for which something has been waiting and nothing of it was taken. */
    long unmovedFor(long now) {
        return queued == 0 ? 0 : now - movedAt;
    }
}
