package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.MariaDb;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A1 stands on the database's own promise: whether it keeps it is looked at when a server starts. */
class ForgetfulIT {

    @Test
    void a_real_database_is_asked_whether_it_flushes_at_each_commit() throws SQLException {
        MariaDb.mustBeMeant("A1 forgetful", "H2 has no such settings");
        try (var server = MariaDb.create("forgetful")) {
            var settings = server.database().settings();
            try (var db = DriverManager.getConnection(
                    settings.get("confab.db.url"),
                    settings.get("confab.db.user"),
                    settings.get("confab.db.password"))) {
                assertThat(Schema.forgetfulness(db)).isEmpty();
                server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
                assertThat(Schema.forgetfulness(db)).hasSize(1);
            }
        }
    }
}
