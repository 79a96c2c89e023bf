package dev.confab.ops;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * While a database does not answer, only one at a time waits to find out whether it is back, and all others are told at once. Each
 * of those who wait holds one of the container's threads, and there are not many.
 */
final class CircuitBreaker {
    /** Nobody was there, or nobody answered. What the server itself says, such as that it has too many, is something else. */
    private static final String NO_CONNECTION = "08S01";

    private final ReentrantLock trial = new ReentrantLock();
    private volatile boolean isOpen;

    /** How one gets a connection. */
    interface Attempt {
        Connection make() throws SQLException;
    }

    /** Makes the attempt, or refuses it where another one is waiting for a database that has not answered. */
    Connection attempt(Attempt attempt) throws SQLException {
        if (!isOpen) {
            return make(attempt);
        }
        if (!trial.tryLock()) {
            throw new SQLTransientConnectionException("the database does not answer at present", NO_CONNECTION);
        }
        try {
            return make(attempt);
        } finally {
            trial.unlock();
        }
    }

    private Connection make(Attempt attempt) throws SQLException {
        try {
            Connection connection = attempt.make();
            isOpen = false;
            return connection;
        } catch (SQLException e) {
            isOpen = NO_CONNECTION.equals(e.getSQLState());
            throw e;
        }
    }
}
