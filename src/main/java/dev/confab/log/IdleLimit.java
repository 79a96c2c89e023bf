package dev.confab.log;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * So long the database waits for the next word on a connection that writes a group. A node that is cut off in the middle of
 * one would hold its rows for as long as the connection seems to be alive, which is for hours, and the other nodes' groups wait
 * for these. An embedded database is not told: it has no other node.
 */
final class IdleLimit {
    private static final Logger LOG = Logger.getLogger(IdleLimit.class.getName());
    private static final String SECONDS = "5";

    private Connection limited;

    void set(Connection db) throws SQLException {
        if (db.isWrapperFor(JdbcConnection.class)) {
            limited = db.unwrap(JdbcConnection.class);
            say(SECONDS);
        }
    }

    /** Ends the limit. The connection must still be ours: from the pool somebody else may have it, and let us wait. */
    void end() {
        if (limited == null) {
            return;
        }
        try {
            say("DEFAULT");
        } catch (SQLException | RuntimeException e) { // the container's own connection throws what it does not declare
            LOG.log(Level.FINE, "the connection was gone before its limit ended", e);
        } finally {
            limited = null;
        }
    }

    private void say(String seconds) throws SQLException {
        try (Statement statement = limited.createStatement()) {
            statement.execute("SET SESSION wait_timeout = " + seconds);
        }
    }
}
