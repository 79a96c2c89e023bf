package dev.confab.dev.seed;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of a WAR that can be seeded: the system's, but for the time of the seed, which sets it. Nobody is served
 * meanwhile.
 */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class SeedClock extends Clock {
    private volatile Instant shown;

    void show(Instant past) {
        shown = past;
    }

    void showNow() {
        shown = null;
    }

    @Override
    public Instant instant() {
        Instant past = shown;
        return past == null ? Instant.now() : past;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("all times of the server are in UTC");
    }
}
