package dev.confab.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a group has to say to the database, in order: statements, and for each of them its rows. Many rows go in batches.
 * A few, as when people talk one at a time, go in one question where the connection takes that: for them the way there
 * and back is most of the time.
 */
final class Statements {
    /** Rows that are asked for in one question: with more of them a batch's shorter text is worth its way. */
    static final int FEW = 12;

    private final Map<String, List<Object[]>> rows = new LinkedHashMap<>();
    private int count;

    void add(String sql, Object... parameters) {
        rows.computeIfAbsent(sql, ignored -> new ArrayList<>()).add(parameters);
        count++;
    }

    /** How many rows each has changed, in the order in which they were added, by statement. */
    Map<String, int[]> execute(Connection db, boolean atOnce) throws SQLException {
        return atOnce && count > 1 && count <= FEW ? executeAtOnce(db) : executeInBatches(db);
    }

    private Map<String, int[]> executeInBatches(Connection db) throws SQLException {
        Map<String, int[]> changed = new HashMap<>();
        for (Map.Entry<String, List<Object[]>> batch : rows.entrySet()) {
            try (PreparedStatement statement = db.prepareStatement(batch.getKey())) {
                for (Object[] parameters : batch.getValue()) {
                    bind(statement, parameters, 1);
                    statement.addBatch();
                }
                changed.put(batch.getKey(), statement.executeBatch());
            }
        }
        return changed;
    }

    private Map<String, int[]> executeAtOnce(Connection db) throws SQLException {
        StringJoiner question = new StringJoiner(";");
        rows.forEach((sql, all) -> all.forEach(ignored -> question.add(sql)));
        Map<String, int[]> changed = new HashMap<>();
        try (PreparedStatement statement = db.prepareStatement(question.toString())) {
            int next = 1;
            for (List<Object[]> all : rows.values()) {
                for (Object[] parameters : all) {
                    next = bind(statement, parameters, next);
                }
            }
            statement.execute();
            for (Map.Entry<String, List<Object[]>> one : rows.entrySet()) {
                int[] counts = new int[one.getValue().size()];
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = statement.getUpdateCount();
                    statement.getMoreResults();
                }
                changed.put(one.getKey(), counts);
            }
        }
        return changed;
    }

    /** The index of the next parameter. */
    private static int bind(PreparedStatement statement, Object[] parameters, int first) throws SQLException {
        int next = first;
        for (Object parameter : parameters) {
            statement.setObject(next++, parameter);
        }
        return next;
    }
}
