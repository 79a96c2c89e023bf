package dev.confab.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A token bucket: {@code capacity} at once, then {@code refill} in each {@code period}. */
public final class Bucket {
    private final double capacity;
    private final double perMilli;
    private final Clock clock;
    private double tokens;
    private long filledAt;

    public Bucket(int capacity, int refill, Duration period, Clock clock) {
        this.capacity = capacity;
        this.perMilli = (double) refill / period.toMillis();
        this.clock = clock;
        this.tokens = capacity;
        this.filledAt = clock.millis();
    }

    /** Empty when there was a token, else how long until there will be one. */
    public synchronized Optional<Duration> take() {
        long now = clock.millis();
        tokens = Math.min(capacity, tokens + Math.max(0, now - filledAt) * perMilli);
        filledAt = now;
        if (tokens >= 1) {
            tokens--;
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil((1 - tokens) / perMilli)));
    }
}
