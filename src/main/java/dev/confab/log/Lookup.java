package dev.confab.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * One query that answers for all changes of a group at once. The same instance must be used by all of them.
 *
 * @param <V> what is found for a key
 */
@FunctionalInterface
public interface Lookup<V> {
    /** Runs inside the group's transaction, with the heads locked. Keys that are not found are absent. */
    Map<String, V> find(Collection<String> keys, Connection db) throws SQLException;
}
