package dev.confab.log;

import dev.confab.event.Entry;
import dev.confab.log.Transaction.Head;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The tables {@code log_head} and {@code event}, by plain JDBC: the message path's share of a row is its time. */
@ApplicationScoped
class LogStore {
    private static final int MOST_MARKS = 1_000;
    private static final int[] NONE = {};
    private static final String INSERT_HEAD = "INSERT INTO log_head (id, seq, fence) VALUES (?, ?, ?)";
    private static final String MOVE_HEAD =
            "UPDATE log_head SET seq = ?, fence = ? WHERE id = ? AND seq = ? AND fence = ?";
    private static final String INSERT_EVENT =
            "INSERT INTO event (log_id, seq, kind, created_at, actor, body, client_id) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String EVENT = "SELECT log_id, seq, kind, created_at, actor, body, client_id FROM event";

    @Resource(lookup = "java:app/jdbc/confab")
    private DataSource dataSource;

    LogStore() {} // the container makes a proxy by it

    LogStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    /** Locks the heads of those logs that exist, always in the order of their ids: two nodes never wait crosswise. */
    Map<String, Head> lock(Collection<String> logs, Connection db) throws SQLException {
        Map<String, Head> heads = new HashMap<>();
        if (logs.isEmpty()) {
            return heads;
        }
        String sql =
                "SELECT id, seq, fence FROM log_head WHERE id IN (" + marks(logs.size()) + ") ORDER BY id FOR UPDATE";
        try (PreparedStatement select = db.prepareStatement(sql)) {
            int i = 1;
            for (String log : new TreeSet<>(logs)) {
                select.setString(i++, log);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    heads.put(rows.getString(1), new Head(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return heads;
    }

    /**
     * Writes heads, rows of state and events: each kind of row in one batch. The heads first: a head that is not locked
     * yet is locked by it.
     *
     * @param atOnce whether the connection takes several statements in one question
     * @throws HeadMoved when a head is not what the transaction took it for; to be rolled back
     */
    void write(Transaction tx, Connection db, boolean atOnce) throws SQLException {
        Statements statements = new Statements();
        tx.heads().forEach((log, head) -> {
            if (head.isNew) {
                statements.add(INSERT_HEAD, log, head.seq, head.fence);
            }
        });
        // In the order of their ids, as in lock.
        new TreeMap<>(tx.heads()).forEach((log, head) -> {
            if (!head.isNew && head.changed) {
                statements.add(MOVE_HEAD, head.seq, head.fence, log, head.seqBefore, head.fenceBefore);
            }
        });
        tx.batches().forEach((sql, rows) -> rows.forEach(row -> statements.add(sql, row.parameters())));
        for (Entry entry : tx.entries()) {
            statements.add(
                    INSERT_EVENT,
                    entry.log(),
                    entry.seq(),
                    entry.kind(),
                    entry.at().toEpochMilli(),
                    entry.actor(),
                    entry.body(),
                    entry.clientId());
        }
        for (int moved : statements.execute(db, atOnce).getOrDefault(MOVE_HEAD, NONE)) {
            if (moved != 1) {
                throw new HeadMoved();
            }
        }
    }

    /** What the database shows after {@code after}, holes included: only {@link LogReader} may look at it like that. */
    List<Entry> after(String log, long after, int limit, boolean locking, Connection db) throws SQLException {
        String sql =
                EVENT + " WHERE log_id = ? AND seq > ? ORDER BY log_id, seq LIMIT ?" + (locking ? lockClause(db) : "");
        try (PreparedStatement select = db.prepareStatement(sql)) {
            select.setString(1, log);
            select.setLong(2, after);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        }
    }

    /** The same of several logs, each from after its place on. */
    Map<String, List<Entry>> after(Map<String, Long> places, int limit, Connection db) throws SQLException {
        String one = "(" + EVENT + " WHERE log_id = ? AND seq > ? ORDER BY log_id, seq LIMIT ?)";
        try (PreparedStatement select =
                db.prepareStatement(String.join(" UNION ALL ", Collections.nCopies(places.size(), one)))) {
            int i = 1;
            for (Map.Entry<String, Long> place : places.entrySet()) {
                select.setString(i++, place.getKey());
                select.setLong(i++, place.getValue());
                select.setInt(i++, limit);
            }
            Map<String, List<Entry>> entries = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Entry entry = entry(rows);
                    entries.computeIfAbsent(entry.log(), ignored -> new ArrayList<>())
                            .add(entry);
                }
            }
            // The union has no order of its own.
            entries.values().forEach(run -> run.sort(Comparator.comparingLong(Entry::seq)));
            return entries;
        }
    }

    Entry at(String log, long seq, Connection db) throws SQLException {
        try (PreparedStatement select = db.prepareStatement(EVENT + " WHERE log_id = ? AND seq = ?")) {
            select.setString(1, log);
            select.setLong(2, seq);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? entry(rows) : null;
            }
        }
    }

    /** Seqs of the last events; logs that do not exist are absent. */
    Map<String, Long> heads(Collection<String> logs) throws SQLException {
        Map<String, Long> heads = new LinkedHashMap<>();
        List<String> all = List.copyOf(logs);
        for (int from = 0; from < all.size(); from += MOST_MARKS) {
            heads(all.subList(from, Math.min(all.size(), from + MOST_MARKS)), heads);
        }
        return heads;
    }

    private void heads(List<String> logs, Map<String, Long> heads) throws SQLException {
        try (Connection db = connect();
                PreparedStatement select =
                        db.prepareStatement("SELECT id, seq FROM log_head WHERE id IN (" + marks(logs.size()) + ")")) {
            int i = 1;
            for (String log : logs) {
                select.setString(i++, log);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    heads.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
    }

    /** 0 for a log that does not exist. */
    long fence(String log) throws SQLException {
        try (Connection db = connect();
                PreparedStatement select = db.prepareStatement("SELECT fence FROM log_head WHERE id = ?")) {
            select.setString(1, log);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    // MariaDB knows no FOR SHARE, H2 no LOCK IN SHARE MODE.
    private static String lockClause(Connection db) throws SQLException {
        return db.getMetaData().getDatabaseProductName().startsWith("H2") ? " FOR UPDATE" : " LOCK IN SHARE MODE";
    }

    static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }
}
