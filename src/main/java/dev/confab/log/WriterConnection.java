package dev.confab.log;

import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The connection of the groups that need no JTA. It stays out of the pool, with auto-commit off, from one group to the
 * next: taking it and switching it there and back costs a small group as much as its commit. For the writer's thread
 * alone, and given back before JTA begins a transaction on it.
 *
 * <p>A group does not begin on one that was taken over a second ago: then the pool looks whether it is alive.
 */
final class WriterConnection {
    private static final Logger LOG = Logger.getLogger(WriterConnection.class.getName());
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LogStore store;
    private final LongSupplier nanos;
    private final IdleLimit limit = new IdleLimit();
    private Connection db;
    private long takenAt;
    private boolean takesSeveral;

    WriterConnection(LogStore store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
    }

    /** For one group: {@link #commit} or {@link #rollBack} follows. */
    Connection take() throws SQLException {
        giveBackWhenIdle();
        if (db == null) {
            db = store.connect();
            takenAt = nanos.getAsLong();
            takesSeveral = allowSeveral(db, true);
            limit.set(db);
        }
        db.setAutoCommit(false); // no more than a look, when it is off
        return takesSeveral ? db.unwrap(JdbcConnection.class) : db; // past the pool's wrappers of each statement
    }

    /** Whether it takes several statements in one question: only this one does, and only while it is the writer's. */
    boolean takesSeveral() {
        return takesSeveral;
    }

    void commit() throws SQLException {
        db.commit();
    }

    /** Nothing of the group stays, whether the connection still answers or not. */
    void rollBack() {
        if (db == null) {
            return;
        }
        try {
            db.rollback();
            giveBack();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the rollback failed; the database ends the transaction by itself", e);
            throwAway(); // switched to auto-commit, it might commit what could not be rolled back
        }
    }

    private void throwAway() {
        try (Connection bad = db) {
            bad.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the connection was gone before it was thrown away", e);
        } finally {
            db = null;
        }
    }

    /** For when there is no group: the database would not wait for the next one for long. */
    void giveBackWhenIdle() {
        if (db != null && nanos.getAsLong() - takenAt > LONGEST_NANOS) {
            giveBack();
        }
    }

    /** No transaction is open on it. */
    void giveBack() {
        if (db == null) {
            return;
        }
        try (Connection given = db) {
            given.setAutoCommit(true);
            limit.end();
            allowSeveral(given, false);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the connection was gone before it was given back", e);
        } finally {
            db = null;
        }
    }

    /**
     * Whether it is MySQL's, and so can be told. Not by the driver's property for all connections: where nobody needs it,
     * what gets into a statement shall not be able to begin another. This one's property is set all the same, or the
     * driver forbids it after each batch that it has sent as several statements.
     */
    static boolean allowSeveral(Connection db, boolean allowed) throws SQLException {
        if (!db.isWrapperFor(JdbcConnection.class)
                || !(db.unwrap(JdbcConnection.class).getSession() instanceof NativeSession session)) {
            return false;
        }
        session.getPropertySet()
                .getBooleanProperty(PropertyKey.allowMultiQueries)
                .setValue(allowed);
        try {
            if (allowed) {
                session.enableMultiQueries();
            } else {
                session.disableMultiQueries();
            }
            return true;
        } catch (CJException e) { // a lost connection too: below JDBC the driver's errors are unchecked
            throw SQLExceptionsMapping.translateException(e);
        }
    }
}
