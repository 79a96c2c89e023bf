package dev.confab.thread;

import dev.confab.event.ThreadFacts;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tables {@code thread} and {@code thread_member}: replies by the writer's JDBC batches, everything else by JPA. */
@ApplicationScoped
class ThreadStore {
    private static final String ROOTS = "SELECT m.id, m.channel_id, m.author, m.parent, m.deleted_at, t.replies,"
            + " t.last_at, t.participants FROM message m LEFT JOIN thread t ON t.root_id = m.id WHERE m.id IN (";
    private static final String MEMBERS =
            "SELECT user_id, follows, read_seq FROM thread_member WHERE root_id = ?1 AND user_id = ?2";

    // Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads
    // share.
    // And nothing for the writer: it would end the transaction on which that is writing.
    record Followed(Place place, String channel, Instant lastAt) {}

    /** {@code upTo} is the seq of the last one that was counted. */
    record Unread(long count, long upTo) {
        static final Unread NONE = new Unread(0, 0);
    }

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    private final Lookup<Root> roots = ThreadStore::findRoots;
    private final Lookup<Boolean> known = ThreadStore::findKnown;

    /** Messages that are replied to, by their ids. */
    Lookup<Root> roots() {
        return roots;
    }

    /** Who follows which thread, or has ceased to, by {@link #key}. */
    Lookup<Boolean> known() {
        return known;
    }

    static String key(String root, String user) {
        return root + " " + user;
    }

    private static Map<String, Boolean> findKnown(Collection<String> keys, Connection db) throws SQLException {
        String pairs = String.join(",", Collections.nCopies(keys.size(), "(?,?)"));
        Map<String, Boolean> found = new HashMap<>();
        try (PreparedStatement select = db.prepareStatement(
                "SELECT root_id, user_id FROM thread_member WHERE (root_id, user_id) IN (" + pairs + ")")) {
            int i = 1;
            for (String key : new TreeSet<>(keys)) {
                int between = key.indexOf(' ');
                select.setString(i++, key.substring(0, between));
                select.setString(i++, key.substring(between + 1));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(key(rows.getString(1), rows.getString(2)), true);
                }
            }
        }
        return found;
    }

    private static Map<String, Root> findRoots(Collection<String> ids, Connection db) throws SQLException {
        Map<String, Root> found = new HashMap<>();
        try (PreparedStatement select = db.prepareStatement(ROOTS + marks(ids.size()) + ")")) {
            int i = 1;
            for (String id : new TreeSet<>(ids)) {
                select.setString(i++, id);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    boolean hasThread = rows.getObject(6) != null;
                    found.put(
                            rows.getString(1),
                            new Root(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4) != null,
                                    rows.getObject(5) != null,
                                    hasThread ? facts(rows.getLong(6), rows.getLong(7), rows.getString(8)) : null,
                                    false));
                }
            }
        }
        return found;
    }

    private static ThreadFacts facts(long replies, long lastAt, String participants) {
        return new ThreadFacts(replies, List.of(participants.split(" ")), Instant.ofEpochMilli(lastAt));
    }

    /** What stands in the row when the group is written is what the last reply of the group has made of it. */
    void put(Transaction tx, String root, boolean isNew) {
        String sql = isNew
                ? "INSERT INTO thread (replies, last_at, participants, channel_id, root_id) VALUES (?, ?, ?, ?, ?)"
                : "UPDATE thread SET replies = ?, last_at = ?, participants = ? WHERE channel_id = ? AND root_id = ?";
        tx.batchLate(sql, () -> {
            Root last = tx.found(roots, root);
            return new Object[] {
                last.facts().count(),
                last.facts().lastAt().toEpochMilli(),
                String.join(" ", last.facts().participants()),
                last.channel(),
                root
            };
        });
    }

    void add(Transaction tx, String root, String channel, String user, long readSeq) {
        tx.batch(
                "INSERT INTO thread_member (root_id, user_id, channel_id, follows, read_seq) VALUES (?, ?, ?, TRUE, ?)",
                root,
                user,
                channel,
                readSeq);
    }

    /** Of these people, those that neither follow the thread nor have ceased to. */
    @Transactional
    Set<String> strangers(String root, Collection<String> users, String author) {
        Set<String> strangers = new LinkedHashSet<>(users);
        if (!users.isEmpty()) {
            Query query =
                    entities.createNativeQuery("SELECT user_id FROM thread_member WHERE root_id = ?1 AND user_id IN ("
                            + marks(users.size(), 3) + ") UNION SELECT user_id FROM blocked WHERE blocked_id = ?2"
                            + " AND user_id IN (" + marks(users.size(), 3) + ")");
            query.setParameter(1, root);
            query.setParameter(2, author);
            int i = 3;
            for (String user : users) {
                query.setParameter(i++, user);
            }
            List<?> known = query.getResultList();
            strangers.removeIf(known::contains);
        }
        return strangers;
    }

    @Transactional
    Optional<Root> root(String id) {
        List<?> rows =
                entities.createNativeQuery(ROOTS + "?1)").setParameter(1, id).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .map(row -> new Root(
                        id, (String) row[1], (String) row[2], row[3] != null, row[4] != null, factsOf(row, 5), false));
    }

    private static ThreadFacts factsOf(Object[] row, int from) {
        return row[from] == null
                ? null
                : facts(((Number) row[from]).longValue(), ((Number) row[from + 1]).longValue(), (String) row[from + 2]);
    }

    /** By root; a message without replies is absent. */
    @Transactional
    Map<String, ThreadFacts> facts(Collection<String> roots) {
        Map<String, ThreadFacts> facts = new HashMap<>();
        if (!roots.isEmpty()) {
            Query query = entities.createNativeQuery("SELECT root_id, replies, last_at, participants FROM thread"
                    + " WHERE root_id IN (" + marks(roots.size(), 1) + ")");
            int i = 1;
            for (String root : roots) {
                query.setParameter(i++, root);
            }
            for (Object row : query.getResultList()) {
                Object[] columns = (Object[]) row;
                facts.put((String) columns[0], factsOf(columns, 1));
            }
        }
        return facts;
    }

    @Transactional
    Optional<Place> place(String root, String user) {
        List<?> rows = entities.createNativeQuery(MEMBERS)
                .setParameter(1, root)
                .setParameter(2, user)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .map(row -> new Place(root, (Boolean) row[1], ((Number) row[2]).longValue()));
    }

    @Transactional
    void put(String root, String channel, String user, Place place, boolean isNew) {
        String sql = isNew
                ? "INSERT INTO thread_member (follows, read_seq, channel_id, root_id, user_id) VALUES (?1, ?2, ?3, ?4, ?5)"
                : "UPDATE thread_member SET follows = ?1, read_seq = ?2 WHERE channel_id = ?3 AND root_id = ?4"
                        + " AND user_id = ?5";
        entities.createNativeQuery(sql)
                .setParameter(1, place.follows())
                .setParameter(2, place.readSeq())
                .setParameter(3, channel)
                .setParameter(4, root)
                .setParameter(5, user)
                .executeUpdate();
    }

    /**
     * The threads that the user follows in channels of its own, the latest reply first and those without any last, after the
     * one of the page before. Without any: who follows is not told of it once more when the first one comes.
     */
    @Transactional
    List<Followed> followed(String user, long beforeAt, String beforeRoot, int limit) {
        List<?> rows = entities.createNativeQuery("SELECT p.root_id, p.read_seq, COALESCE(t.last_at, 0), p.channel_id"
                        + " FROM thread_member p"
                        + " JOIN member m ON m.channel_id = p.channel_id AND m.user_id = p.user_id"
                        + " LEFT JOIN thread t ON t.root_id = p.root_id"
                        + " WHERE p.user_id = ?1 AND p.follows = TRUE AND (COALESCE(t.last_at, 0) < ?2"
                        + " OR COALESCE(t.last_at, 0) = ?2 AND p.root_id < ?3)"
                        + " ORDER BY COALESCE(t.last_at, 0) DESC, p.root_id DESC LIMIT ?4")
                .setParameter(1, user)
                .setParameter(2, beforeAt)
                .setParameter(3, beforeRoot)
                .setParameter(4, limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Followed(
                        new Place((String) row[0], true, ((Number) row[1]).longValue()),
                        (String) row[3],
                        Instant.ofEpochMilli(((Number) row[2]).longValue())))
                .toList();
    }

    /** Replies of others behind the user's read mark, by root; a thread without any is absent. */
    @Transactional
    Map<String, Unread> unread(String user, Collection<String> roots) {
        Map<String, Unread> unread = new HashMap<>();
        if (roots.isEmpty()) {
            return unread;
        }
        Query query = entities.createNativeQuery("SELECT p.root_id, COUNT(*), MAX(m.seq) FROM thread_member p"
                + " JOIN message m ON m.parent = p.root_id AND m.seq > p.read_seq"
                + " WHERE p.user_id = ?1 AND m.author <> ?1 AND m.deleted_at IS NULL AND p.root_id IN ("
                + marks(roots.size(), 2) + ") GROUP BY p.root_id");
        query.setParameter(1, user);
        int i = 2;
        for (String root : roots) {
            query.setParameter(i++, root);
        }
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            unread.put(
                    (String) columns[0],
                    new Unread(((Number) columns[1]).longValue(), ((Number) columns[2]).longValue()));
        }
        return unread;
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    private static String marks(int count, int from) {
        List<String> marks = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            marks.add("?" + i);
        }
        return String.join(",", marks);
    }
}
