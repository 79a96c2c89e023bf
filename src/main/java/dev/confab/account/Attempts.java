package dev.confab.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Counts failures of one kind of key (an account, an address, a device) in a sliding window. An attempt takes its place
 * before the password is checked, so that a burst in parallel counts in full, and gives it back when it succeeds.
 */
final class Attempts {
    private static final int MOST_KEYS = 100_000;

    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Cache<String, Deque<Instant>> failures;

    Attempts(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterWrite(window)
                .build();
    }

    /** Empty when the attempt may go on, else how long to wait until the next one may. */
    Optional<Duration> take(String key) {
        Instant now = clock.instant();
        Deque<Instant> times = failures.get(key, ignored -> new ArrayDeque<>());
        synchronized (times) {
            while (!times.isEmpty() && !times.peekFirst().plus(window).isAfter(now)) {
                times.removeFirst();
            }
            if (times.size() >= most) {
                return Optional.of(Duration.between(now, times.peekFirst().plus(window)));
            }
            times.addLast(now);
        }
        failures.put(key, times);
        return Optional.empty();
    }

    /** The attempt was no failure. */
    void giveBack(String key) {
        Deque<Instant> times = failures.getIfPresent(key);
        if (times != null) {
            synchronized (times) {
                times.pollLast();
            }
        }
    }
}
