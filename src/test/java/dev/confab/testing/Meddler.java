package dev.confab.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;

/** Somebody else at the server's database, as its administrator: locks rows, and hangs up on the server. */
public final class Meddler {

    private static final int DEADLOCK = 1213;
    private static final int NO_SUCH_THREAD = 1094;

    private final Connection admin;
    private final String url;

    private Meddler(Connection admin, String url) {
        this.admin = admin;
        this.url = url;
    }

    /** Skips the test, and says so, when the server's database lets nobody else in. */
    public static Meddler of(ConfabServer server) throws SQLException {
        var url = server.setting("confab.db.url");
        if (url == null) {
            System.out.println("Skipped: nobody else can be at an embedded database.");
        }
        Assumptions.assumeTrue(url != null, "nobody else can be at an embedded database");
        return at(url);
    }

    /** @param url as Confab has it */
    public static Meddler at(String url) throws SQLException {
        var meddler = new Meddler(connect(url), url);
        meddler.run("CREATE TABLE IF NOT EXISTS meddling (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(10))");
        return meddler;
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "admin", "secret");
    }

    private void run(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql, int column) throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(column) : 0;
        }
    }

    /** How many there have been in this database server. */
    public long deadlocks() throws SQLException {
        return number("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'", 2);
    }

    /** How many statements the database server has been sent by all. */
    public long questions() throws SQLException {
        return number("SHOW GLOBAL STATUS LIKE 'Questions'", 2);
    }

    /** Holds the row of a log's head until it is closed. */
    public Lock lock(String log) throws SQLException {
        var other = connect(url);
        other.setAutoCommit(false);
        lock(other, log);
        return () -> {
            other.rollback();
            other.close();
        };
    }

    /** Holds all tables until it is closed: they can be read and not written. */
    public Lock lockAll() throws SQLException {
        var other = connect(url);
        try (var statement = other.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK");
        }
        return other::close;
    }

    /** A row that is held until this is closed. */
    public interface Lock {
        void close() throws SQLException;
    }

    /** Locks two heads in this order. False when that was the victim of a deadlock. */
    public boolean lockCrosswise(String first, String second) throws SQLException {
        try (var other = connect(url)) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                // The database rolls back whoever has changed least: that shall be the server.
                statement.execute("INSERT INTO meddling (what) SELECT 'weight' FROM information_schema.COLLATIONS");
                lock(other, first);
                lock(other, second);
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() != DEADLOCK) {
                    throw e;
                }
                return false;
            } finally {
                other.rollback();
            }
        }
    }

    private static void lock(Connection other, String log) throws SQLException {
        try (var statement = other.prepareStatement("SELECT seq FROM log_head WHERE id = ? FOR UPDATE")) {
            statement.setString(1, log);
            statement.executeQuery();
        }
    }

    /** Kills one of the server's connections, one that is at work if there is any. Gives how many. */
    public int killOne() throws SQLException {
        var id = number(
                "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'confab' AND DB = DATABASE()"
                        + " ORDER BY COMMAND = 'Sleep', TIME_MS LIMIT 1",
                1);
        try {
            run("KILL " + id);
            return 1;
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
            return 0;
        }
    }
}
