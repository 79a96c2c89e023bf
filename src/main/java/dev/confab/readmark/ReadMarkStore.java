package dev.confab.readmark;

import dev.confab.log.Count;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class ReadMarkStore {
    private static final String UNREAD = " FROM member b JOIN message m"
            + " ON m.channel_id = b.channel_id AND m.seq > b.read_seq"
            + " WHERE b.user_id = ? AND m.author <> ? AND m.deleted_at IS NULL AND m.in_channel = TRUE";

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** -1 for who is not a member. */
    long mark(String channel, String user) {
        List<?> marks = entities.createNativeQuery("SELECT read_seq FROM member WHERE channel_id = ?1 AND user_id = ?2")
                .setParameter(1, channel)
                .setParameter(2, user)
                .getResultList();
        return marks.isEmpty() ? -1 : ((Number) marks.getFirst()).longValue();
    }

    /** {@code isRead}: all up to there has been read; else the mark is only set there. */
    void move(String channel, String user, long seq, boolean isRead) {
        entities.createNativeQuery("UPDATE member SET read_seq = ?1,"
                        + " seen_seq = CASE WHEN ?4 = TRUE AND seen_seq < ?1 THEN ?1 ELSE seen_seq END"
                        + " WHERE channel_id = ?2 AND user_id = ?3")
                .setParameter(1, seq)
                .setParameter(2, channel)
                .setParameter(3, user)
                .setParameter(4, isRead)
                .executeUpdate();
    }

    /** By channel; one without any is absent. */
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

    long unread(String user, String channel, long upTo) {
        var query = entities.createNativeQuery("SELECT COUNT(*)" + UNREAD + " AND b.channel_id = ? AND m.seq <= ?");
        query.setParameter(1, user);
        query.setParameter(2, user);
        query.setParameter(3, channel);
        query.setParameter(4, upTo);
        return ((Number) query.getSingleResult()).longValue();
    }
}
