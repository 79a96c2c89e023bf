package dev.confab.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.confab.backplane.Backplane;
import dev.confab.ops.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast one user may send, over all of its connections: a bucket of {@code burst} that refills by {@code sends} in
 * each {@code window}. Each node has one; what is taken at another is taken here too, a moment later.
 */
@ApplicationScoped
public class Flood {
    private static final int MOST_USERS = 100_000;
    private static final String TAKEN = "taken";

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_USERS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    @Inject
    private Backplane backplane;

    protected Flood() {} // the container makes a proxy by it

    Flood(Settings settings, Clock clock, Backplane backplane) {
        this.settings = settings;
        this.clock = clock;
        this.backplane = backplane;
    }

    @PostConstruct
    void open() {
        backplane.heed(TAKEN, (node, topic, user) -> bucket(user).take());
    }

    /** Empty when the send may go on, else how long to wait. */
    public Optional<Duration> take(String user) {
        Optional<Duration> wait = bucket(user).take();
        if (wait.isEmpty()) {
            backplane.signal(Backplane.NODES, TAKEN, user);
        }
        return wait;
    }

    private Bucket bucket(String user) {
        Settings.Limits limits = settings.limits();
        return buckets.get(user, ignored -> new Bucket(limits.burst(), limits.sends(), limits.window(), clock));
    }
}
