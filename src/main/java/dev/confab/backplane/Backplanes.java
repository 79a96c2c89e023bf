package dev.confab.backplane;

import dev.confab.ops.Installation;
import dev.confab.ops.Schema;
import dev.confab.ops.Settings;
import dev.confab.ops.Startup;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Which backplane there is: with {@code confab.redis.url} the one between the nodes. */
@ApplicationScoped
class Backplanes {
    private static final Logger LOG = Logger.getLogger(Backplanes.class.getName());

    @Inject
    private Settings settings;

    @Inject
    private Schema schema;

    @Inject
    private Startup startup;

    @Inject
    private Installation installation;

    @Inject
    private MetricRegistry metrics;

    @Resource
    private ManagedThreadFactory threads;

    @Produces
    @ApplicationScoped
    Backplane backplane() {
        Optional<String> url = settings.redisUrl();
        if (url.isEmpty()) {
            return new LocalBackplane();
        }
        RedisBackplane backplane = new RedisBackplane(url.get(), this::identity);
        metrics.gauge("confab_backplane_connected", () -> backplane.isConnected() ? 1 : 0);
        metrics.gauge("confab_backplane_received_events", backplane::received);
        metrics.gauge("confab_backplane_refused_packets", backplane::refused);
        metrics.gauge("confab_backplane_lost_events", backplane::lost);
        backplane.start(threads, startup::isOver);
        return backplane;
    }

    void close(@Disposes Backplane backplane) {
        if (backplane instanceof RedisBackplane redis) {
            redis.close();
        }
    }

    private Optional<Installation.Identity> identity() {
        if (!schema.isCurrent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(installation.identity());
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the database does not say yet which installation this is", e);
            return Optional.empty();
        }
    }
}
