package dev.confab.web.live;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who has something to send. One thread goes through them: while it is busy, more gathers for each, and the frames grow.
 * Only when many wait do others help, until nobody does: a thousand receivers of one message shall not wait for one
 * thread's thousand writes.
 *
 * @param <T> whoever waits; in here at most once, which is the caller's to see to
 */
final class FlushQueue<T> {
    /** One thread needs some 2 ms for these. */
    static final int MANY = 256;

    private final BlockingQueue<T> waiting = new LinkedTransferQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    void add(T one) {
        waiting.add(one);
        if (size.incrementAndGet() == MANY) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** The next, or null when there is none within the time. */
    T next(long millis) throws InterruptedException {
        return taken(waiting.poll(millis, TimeUnit.MILLISECONDS));
    }

    /** The next, or null when nobody waits. */
    T next() {
        return taken(waiting.poll());
    }

    private T taken(T one) {
        if (one != null) {
            size.decrementAndGet();
        }
        return one;
    }

    /** For a helper: whether many wait, now or within the time. */
    synchronized boolean awaitMany(long millis) throws InterruptedException {
        if (size.get() < MANY) {
            wait(millis);
        }
        return size.get() >= MANY;
    }
}
