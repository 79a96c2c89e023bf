package dev.confab.dev.seed;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Lets H2 gather commits while a seed is sown: ten thousand commits in their own blocks make a file of half a gigabyte.
 * Nothing is acked to anybody meanwhile, so nothing that was promised can be lost. MySQL is asked for nothing.
 */
@ApplicationScoped
class HasteStore {
    private static final int GATHERING_MS = 2_000;

    @Resource(lookup = "java:app/jdbc/confab")
    private DataSource dataSource;

    /** To be said again and again: each new connection of the pool sets it back. */
    void gather() throws SQLException {
        onH2("SET WRITE_DELAY " + GATHERING_MS);
    }

    /** From here on a commit is in the file before it is acked, and so is all that was gathered. */
    void commitAtOnce() throws SQLException {
        onH2("SET WRITE_DELAY 0", "CHECKPOINT SYNC");
    }

    private void onH2(String... commands) throws SQLException {
        try (Connection db = dataSource.getConnection();
                Statement statement = db.createStatement()) {
            if (db.getMetaData().getDatabaseProductName().startsWith("H2")) {
                for (String command : commands) {
                    statement.execute(command);
                }
            }
        }
    }
}
