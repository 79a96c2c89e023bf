package dev.confab.log;

import java.sql.SQLException;
import java.util.Set;

/** A group was not written, or nobody can say. Whether to try again is read off the database's own error. */
final class GroupFailure extends Exception {
    private static final long serialVersionUID = 1;

    // MySQL and MariaDB: deadlock, lock wait timeout, snapshot too old. H2: deadlock, lock timeout.
    private static final Set<Integer> COLLISIONS = Set.of(1213, 1205, 1020, 40001, 50200);
    // MySQL and MariaDB: read-only (an old primary after a failover), server shutdown in progress.
    // And: there is no room on its disk (table full, disk full, error on writing, and what the engine says of these).
    private static final Set<Integer> OUTAGES = Set.of(1290, 1053, 1792, 1836, 1114, 1021, 1026, 1030);

    // MySQL and MariaDB, and H2: a unique key.
    private static final Set<Integer> DUPLICATES = Set.of(1062, 23505);

    private final boolean isOutcomeKnown;

    GroupFailure(Throwable cause) {
        this(cause, true);
    }

    private GroupFailure(Throwable cause, boolean isOutcomeKnown) {
        super(cause);
        this.isOutcomeKnown = isOutcomeKnown;
    }

    /** The database could not be asked what became of the commit: to write the group again might do it twice. */
    static GroupFailure ofUnknownOutcome(Throwable cause) {
        return new GroupFailure(cause, false);
    }

    boolean isTransient() {
        SQLException sql = sql();
        return isOutcomeKnown && sql != null && (COLLISIONS.contains(sql.getErrorCode()) || isLostConnection(sql));
    }

    /** Something that can only be there once was there before. */
    boolean isDuplicate() {
        SQLException sql = sql();
        return isOutcomeKnown && sql != null && DUPLICATES.contains(sql.getErrorCode());
    }

    /** The database itself is not there: no half of the group would fare better. */
    boolean isOutage() {
        SQLException sql = sql();
        return !isOutcomeKnown || sql != null && (OUTAGES.contains(sql.getErrorCode()) || isLostConnection(sql));
    }

    private static boolean isLostConnection(SQLException sql) {
        String message = String.valueOf(sql.getMessage());
        return sql.getSQLState() != null && sql.getSQLState().startsWith("08")
                || message.contains("Error in allocating a connection")
                // What the driver says of a statement whose connection has gone: with a state of its own, not one of
                // 08.
                || message.contains("No operations allowed after")
                // The same, where the answer was there and its rows were still to be read.
                || message.contains("Operation not allowed after ResultSet closed")
                // What it says of a question that MariaDB has answered with OK and no rows, for its connection was
                // killed at that moment.
                || message.contains("Not a navigable ResultSet");
    }

    private SQLException sql() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
