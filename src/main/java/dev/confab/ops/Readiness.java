package dev.confab.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready means: the database answers, and its schema is the one that this WAR needs. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
    private static final int PATIENCE_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/confab")
    private DataSource dataSource;

    @Inject
    private Schema schema;

    @Override
    public HealthCheckResponse call() {
        boolean answers = databaseAnswers();
        return HealthCheckResponse.named("confab")
                .withData("database", answers)
                .withData("migrations", schema.isCurrent())
                .status(answers && schema.isCurrent())
                .build();
    }

    private boolean databaseAnswers() {
        try (Connection db = dataSource.getConnection()) {
            return db.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the database does not answer", e);
            return false;
        }
    }
}
