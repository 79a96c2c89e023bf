package dev.confab.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are being answered: an application that ends before they are leaves the container to answer 500. */
@ApplicationScoped
public class UnderWay {
    private static final long STEP_MS = 20;

    private final AtomicInteger requests = new AtomicInteger();

    void begin() {
        requests.incrementAndGet();
    }

    void end() {
        requests.decrementAndGet();
    }

    /** Waits until there are none; whether it came to that within the limit. */
    public boolean awaitNone(Duration limit) {
        long begun = System.nanoTime();
        while (requests.get() > 0) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(STEP_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
