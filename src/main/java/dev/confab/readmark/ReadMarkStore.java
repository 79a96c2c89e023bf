package dev.confab.readmark;

import dev.confab.log.Count;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Marks are moved by the writer's JDBC batches, for people read as often as they write; all else is JPA. */
@ApplicationScoped
class ReadMarkStore {
    private static final String UNREAD = " FROM member b JOIN message m"
            + " ON m.channel_id = b.channel_id AND m.seq > b.read_seq"
            + " WHERE b.user_id = ? AND m.author <> ? AND m.deleted_at IS NULL AND m.in_channel = TRUE";

    private static final String MOVE = "UPDATE member SET read_seq = ?, seen_seq = GREATEST(seen_seq, ?)"
            + " WHERE channel_id = ? AND user_id = ?";

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    private final Lookup<Long> marks = this::findMarks;

    /** Where members have read to, by {@link #key}; who is not a member is absent. */
    Lookup<Long> marks() {
        return marks;
    }

    static String key(String channel, String user) {
        return channel + " " + user;
    }

    private Map<String, Long> findMarks(Collection<String> keys, Connection db) throws SQLException {
        String sql = "SELECT channel_id, user_id, read_seq FROM member WHERE (channel_id, user_id) IN ("
                + String.join(",", Collections.nCopies(keys.size(), "(?, ?)")) + ")";
        Map<String, Long> found = new HashMap<>();
        try (PreparedStatement select = db.prepareStatement(sql)) {
            int i = 1;
            for (String key : keys) {
                int end = key.indexOf(' ');
                select.setString(i++, key.substring(0, end));
                select.setString(i++, key.substring(end + 1));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(key(rows.getString(1), rows.getString(2)), rows.getLong(3));
                }
            }
        }
        return found;
    }

    /** {@code isRead}: all up to there has been read; else the mark is only set there. */
    void move(Transaction tx, String channel, String user, long seq, boolean isRead) {
        tx.batch(MOVE, seq, isRead ? seq : 0, channel, user);
    }

    // Outside a transaction the container keeps the entity manager in the invocation, which threads share.
    /** By channel; one without any is absent. */
    @Transactional
    Map<String, Count> unread(String user, Collection<String> channels) {
        Map<String, Count> unread = new HashMap<>();
        if (channels.isEmpty()) {
            return unread;
        }
        var query = entities.createNativeQuery("SELECT b.channel_id, COUNT(*), MAX(m.seq)" + UNREAD
                + " AND b.channel_id IN (" + String.join(",", Collections.nCopies(channels.size(), "?"))
                + ") GROUP BY b.channel_id");
        int i = 1;
        query.setParameter(i++, user);
        query.setParameter(i++, user);
        for (String channel : channels) {
            query.setParameter(i++, channel);
        }
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            unread.put(
                    (String) columns[0],
                    new Count(((Number) columns[1]).longValue(), ((Number) columns[2]).longValue()));
        }
        return unread;
    }

    @Transactional
    long unread(String user, String channel, long upTo) {
        var query = entities.createNativeQuery("SELECT COUNT(*)" + UNREAD + " AND b.channel_id = ? AND m.seq <= ?");
        query.setParameter(1, user);
        query.setParameter(2, user);
        query.setParameter(3, channel);
        query.setParameter(4, upTo);
        return ((Number) query.getSingleResult()).longValue();
    }
}
