package dev.confab.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.confab.ops.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast one user may send, over all of its connections: a bucket of {@code burst} that refills by {@code sends} in
 * each {@code window}.
 */
@ApplicationScoped
public class Flood {
    private static final int MOST_USERS = 100_000;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_USERS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    protected Flood() {} // the container makes a proxy by it

    Flood(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty when the send may go on, else how long to wait. */
    public Optional<Duration> take(String user) {
        Settings.Limits limits = settings.limits();
        return buckets.get(user, ignored -> new Bucket(limits.burst(), limits.sends(), limits.window(), clock))
                .take();
    }
}
