package dev.confab.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What each request and each socket asks, by plain JDBC, for callers that are in no transaction: one way to the database and back. By
 * JPA it is at least two, for the container begins and commits a transaction around each question. For {@code *Store} classes alone.
 */
@ApplicationScoped
public class PlainQueries {

    /** What a row means. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static final String NOT_NOW = "the database cannot be asked";

    @Inject
    private LogStore store;

    protected PlainQueries() {} // the container makes a proxy by it

    PlainQueries(LogStore store) {
        this.store = store;
    }

    /**
     * The rows in the order of the question. One whose connection was lost is asked once more, and at once: the pool may have
     * given a dead one.
     *
     * @param parameters for the marks in {@code sql}, in their order
     * @throws Unavailable where the database cannot be asked now
     */
    public <T> List<T> rows(String sql, Row<T> meaning, Object... parameters) {
        try {
            return ask(sql, meaning, parameters);
        } catch (SQLException e) {
            if (!Unavailable.isBehind(e)) {
                throw new IllegalStateException(e);
            }
            try {
                return ask(sql, meaning, parameters);
            } catch (SQLException again) {
                throw new Unavailable(NOT_NOW, again);
            }
        }
    }

    /** So many marks for an {@code IN}, which needs one at least. */
    public static String marks(int count) {
        return LogStore.marks(count);
    }

    /** Who has waited in vain for one of the pool has waited long enough: that is not tried again. */
    private Connection connect() {
        try {
            return store.connect();
        } catch (SQLException e) {
            throw new Unavailable(NOT_NOW, e);
        }
    }

    private <T> List<T> ask(String sql, Row<T> meaning, Object... parameters) throws SQLException {
        try (Connection db = connect();
                PreparedStatement select = db.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(meaning.of(found));
                }
            }
            return rows;
        }
    }
}
