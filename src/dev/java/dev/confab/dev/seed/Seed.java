package dev.confab.dev.seed;

import dev.confab.account.Accounts;
import dev.confab.dev.Development;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Logger;

/**
 * With {@code confab.seed=true} and an empty database, puts a workspace and a year of talk into it before the first
 * request is served. What is not empty stays as it is.
 */
@ApplicationScoped
public class Seed {
    /** Of all seeded people. */
    public static final String PASSWORD = "seeded for development";

    private static final Logger LOG = Logger.getLogger(Seed.class.getName());
    private static final long NUMBER = 20_26;
    private static final int AFTER_THE_SCHEMA = Interceptor.Priority.APPLICATION + 600;
    private static final int STEPS = 10;
    private static final int HASTE_STEP = 50;

    @Inject
    private Development development;

    @Inject
    private Accounts accounts;

    @Inject
    private SeedClock clock;

    @Inject
    private Enactment enactment;

    @Inject
    private HasteStore haste;

    void sow(@Observes @Priority(AFTER_THE_SCHEMA) @Initialized(ApplicationScoped.class) Object start)
            throws SQLException {
        if (!development.isSeedWanted()) {
            return;
        }
        if (!accounts.search("", "", 1).isEmpty()) {
            LOG.info("confab.seed: the database is not empty, so nothing is seeded; for a new year of talk name another"
                    + " confab.data.dir, or remove the old one");
            return;
        }
        try {
            enact(Year.until(Instant.now().truncatedTo(ChronoUnit.MILLIS), ZoneId.systemDefault(), NUMBER));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "Confab cannot start: the seed failed; remove what it has left: " + e.getMessage(), e);
        } finally {
            clock.showNow();
            haste.commitAtOnce();
        }
    }

    private void enact(List<Deed> deeds) throws SQLException {
        long begun = System.nanoTime();
        LOG.info(
                () -> "confab.seed: " + World.PEOPLE.size() + " people and a year of talk, " + deeds.size() + " steps");
        int told = 0;
        for (int i = 0; i < deeds.size(); i++) {
            if (i % HASTE_STEP == 0) {
                haste.gather();
            }
            enactment.perform(deeds.get(i));
            int done = (i + 1) * STEPS / deeds.size();
            if (done > told) {
                told = done;
                LOG.info(() -> "confab.seed: " + done * 100 / STEPS + " %, "
                        + since(begun).toMillis() + " ms");
            }
        }
        long said = deeds.stream().filter(Deed.Say.class::isInstance).count();
        LOG.info(() -> "confab.seed: done, " + said + " messages in "
                + since(begun).toMillis() + " ms; sign in as any of them at /dev/");
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
