package dev.confab.ops;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the version of this WAR before anything else happens. Flyway owns the schema, alone. */
@DataSourceDefinition(
        name = "java:app/jdbc/confab",
        className = "dev.confab.ops.Database",
        isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
        initialPoolSize = 2,
        minPoolSize = 2,
        maxPoolSize = Schema.CONNECTIONS,
        maxIdleTime = 300,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.fail-all-connections=true",
            "fish.payara.max-wait-time-in-millis=2000"
        })
@ApplicationScoped
public class Schema {
    /** With the database, at most, of this node. */
    public static final int CONNECTIONS = 40;

    private static final Logger LOG = Logger.getLogger(Schema.class.getName());

    @Resource(lookup = "java:app/jdbc/confab")
    private DataSource dataSource;

    @Inject
    private Settings settings;

    private volatile boolean isCurrent;

    void migrate(@Observes @Initialized(ApplicationScoped.class) Object start) throws SQLException {
        settings.refuseIfWrong(); // before the database is touched
        int steps = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db")
                .placeholders(dialect())
                .load()
                .migrate()
                .migrationsExecuted;
        isCurrent = true;
        warnIfForgetful();
        LOG.info(() -> "the schema is current; migrations run: " + steps);
    }

    private void warnIfForgetful() throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            forgetfulness(db).forEach(LOG::severe);
        }
    }

    /** What is wrong with a server that does not flush at each commit: it breaks our promise that what was acked is kept. */
    static List<String> forgetfulness(Connection db) throws SQLException {
        if (db.getMetaData().getDatabaseProductName().startsWith("H2")) {
            return List.of();
        }
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog")) {
            row.next();
            return forgetfulness(row.getInt(1), row.getBoolean(2), row.getInt(3));
        }
    }

    static List<String> forgetfulness(int flushAtCommit, boolean hasBinlog, int syncBinlog) {
        List<String> faults = new ArrayList<>();
        if (flushAtCommit != 1) {
            faults.add("innodb_flush_log_at_trx_commit is not 1: a crash of the database loses acked messages");
        }
        if (hasBinlog && syncBinlog != 1) {
            faults.add("sync_binlog is not 1: a crash of the database may lose acked messages");
        }
        return faults;
    }

    private Map<String, String> dialect() throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            return db.getMetaData().getDatabaseProductName().startsWith("H2")
                    ? Map.of("text", "VARCHAR(1000000)", "table", "")
                    : Map.of("text", "MEDIUMTEXT", "table", "ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
    }

    /** Whether all migrations of this WAR are done. */
    public boolean isCurrent() {
        return isCurrent;
    }

    @Produces
    @ApplicationScoped
    Clock clock() {
        return Clock.systemUTC();
    }
}
