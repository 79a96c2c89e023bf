package dev.confab.account;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes down which logins were used, all of a second together: where thousands come back at once, a commit for each
 * would be most of the work. What is lost with the node is written down the next time.
 */
@ApplicationScoped
class Sightings {
    private static final Logger LOG = Logger.getLogger(Sightings.class.getName());
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 500;

    @Inject
    private LoginStore store;

    @Inject
    private Clock clock;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> writing;

    protected Sightings() {} // the container makes a proxy by it

    Sightings(LoginStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @PostConstruct
    void begin() {
        writing = scheduler.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void end() {
        writing.cancel(false);
    }

    void note(String login) {
        if (seen.size() < MOST) {
            seen.add(login);
        }
    }

    void write() {
        List<String> logins = List.copyOf(seen);
        try {
            for (int from = 0; from < logins.size(); from += AT_ONCE) {
                List<String> some = logins.subList(from, Math.min(logins.size(), from + AT_ONCE));
                store.seen(some, clock.instant());
                some.forEach(seen::remove);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "which logins were used is written down later", e);
        }
    }
}
