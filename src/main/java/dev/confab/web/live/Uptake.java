package dev.confab.web.live;

/**
 * Whether a peer takes what it is sent, by what was written and what the kernel still holds of it, look by look. While
 * the container holds something beside, that counts as taken by mistake: then the kernel has all it can hold, and what
 * it holds does not change if nothing is taken.
 */
final class Uptake {
    /** What was written so far, in bytes, and whether the kernel was given all of it. */
    record Written(long bytes, boolean isInKernel) {}

    private long written;
    private long queued;
    private long mostTaken;
    private long movedAt;

    /** Whether something was written that has not been seen to be taken: without it no look is worth while. */
    boolean isOwing(Written soFar) {
        return queued > 0 || soFar.bytes() > written;
    }

    /** One more look; {@code soFar} must have been read before the kernel was asked. */
    void see(Written soFar, long queuedNow, long now) {
        // Never more than was really taken: so it cannot seem to grow for one who takes nothing.
        long taken = soFar.bytes() - queuedNow;
        boolean isNew = queued == 0 && queuedNow > 0;
        boolean hasChanged = soFar.isInKernel() || queuedNow > queued;
        if (queuedNow == 0 || isNew || queuedNow < queued || hasChanged && taken > mostTaken) {
            movedAt = now;
        }
        written = soFar.bytes();
        queued = queuedNow;
        mostTaken = Math.max(mostTaken, taken);
    }

    /** Nanoseconds for which something has been waiting and nothing of it was taken. */
    long unmovedFor(long now) {
        return queued == 0 ? 0 : now - movedAt;
    }
}
