package dev.confab.mention;

import dev.confab.log.Count;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code mention}: a posting's rows by the writer's JDBC batches, everything else by JPA. */
@ApplicationScoped
class MentionStore {
    /** In the place of a user: whoever is in the channel. */
    static final String ALL = "@";

    private static final String INSERT =
            "INSERT INTO mention (user_id, channel_id, seq, message_id) VALUES (?, ?, ?, ?)";
    private static final String NEWEST = "(SELECT n.message_id FROM mention n"
            + " JOIN member b ON b.channel_id = n.channel_id AND b.user_id = ?1"
            + " JOIN message m ON m.id = n.message_id"
            + " WHERE n.user_id = %s AND n.message_id < ?2 AND m.author <> ?1"
            + " AND NOT EXISTS (SELECT 1 FROM blocked x WHERE x.user_id = ?1 AND x.blocked_id = m.author)"
            + " ORDER BY n.message_id DESC LIMIT ?3)";

    private static final String UNREAD = " FROM member b"
            + " JOIN mention n ON n.channel_id = b.channel_id AND n.seq > b.read_seq AND n.user_id IN (?, '" + ALL
            + "') JOIN message m ON m.id = n.message_id WHERE b.user_id = ? AND m.author <> ?"
            + " AND (n.user_id <> '" + ALL + "' OR b.muted = FALSE)"
            + " AND NOT EXISTS (SELECT 1 FROM blocked x WHERE x.user_id = b.user_id AND x.blocked_id = m.author)";

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    void add(Transaction tx, String user, String channel, long seq, String message) {
        tx.batch(INSERT, user, channel, seq, message);
    }

    /** At once, and not in the writer's batches: they keep no order between statements. */
    @Transactional
    void replace(Collection<String> users, String channel, long seq, String message) {
        clear(message);
        for (String user : users) {
            entities.createNativeQuery(
                            "INSERT INTO mention (user_id, channel_id, seq, message_id) VALUES (?1, ?2, ?3, ?4)")
                    .setParameter(1, user)
                    .setParameter(2, channel)
                    .setParameter(3, seq)
                    .setParameter(4, message)
                    .executeUpdate();
        }
    }

    @Transactional
    void clear(String message) {
        entities.createNativeQuery("DELETE FROM mention WHERE message_id = ?1")
                .setParameter(1, message)
                .executeUpdate();
    }

    /** By channel; one without any is absent. */
    // Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads
    // share.
    @Transactional
    Map<String, Count> unread(String user, Collection<String> channels) {
        Map<String, Count> unread = new HashMap<>();
        if (channels.isEmpty()) {
            return unread;
        }
        Query query = entities.createNativeQuery("SELECT b.channel_id, COUNT(DISTINCT n.message_id), MAX(n.seq)"
                + UNREAD + " AND b.channel_id IN (" + String.join(",", Collections.nCopies(channels.size(), "?"))
                + ") GROUP BY b.channel_id");
        int i = 1;
        query.setParameter(i++, user);
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
        Query query = entities.createNativeQuery(
                "SELECT COUNT(DISTINCT n.message_id)" + UNREAD + " AND b.channel_id = ? AND n.seq <= ?");
        query.setParameter(1, user);
        query.setParameter(2, user);
        query.setParameter(3, user);
        query.setParameter(4, channel);
        query.setParameter(5, upTo);
        return ((Number) query.getSingleResult()).longValue();
    }

    /** Ids of messages, newest first, below {@code before}. */
    @Transactional
    List<String> newest(String user, String before, int limit) {
        List<?> rows = entities.createNativeQuery(NEWEST.formatted("?1") + " UNION "
                        + NEWEST.formatted("'" + ALL + "' AND n.seq > b.joined_seq") + " ORDER BY 1 DESC LIMIT ?3")
                .setParameter(1, user)
                .setParameter(2, before)
                .setParameter(3, limit)
                .getResultList();
        return rows.stream().map(String.class::cast).toList();
    }
}
