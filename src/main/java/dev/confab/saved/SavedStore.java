package dev.confab.saved;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class SavedStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    boolean has(String user, String message) {
        return !entities.createNativeQuery("SELECT seq FROM saved WHERE user_id = ?1 AND message_id = ?2")
                .setParameter(1, user)
                .setParameter(2, message)
                .getResultList()
                .isEmpty();
    }

    long count(String user) {
        return ((Number) entities.createNativeQuery("SELECT COUNT(*) FROM saved WHERE user_id = ?1")
                        .setParameter(1, user)
                        .getSingleResult())
                .longValue();
    }

    void add(String user, String message, String channel, long seq) {
        entities.createNativeQuery("INSERT INTO saved (user_id, message_id, channel_id, seq) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, user)
                .setParameter(2, message)
                .setParameter(3, channel)
                .setParameter(4, seq)
                .executeUpdate();
    }

    void remove(String user, String message) {
        entities.createNativeQuery("DELETE FROM saved WHERE user_id = ?1 AND message_id = ?2")
                .setParameter(1, user)
                .setParameter(2, message)
                .executeUpdate();
    }

    void clear(String message) {
        entities.createNativeQuery("DELETE FROM saved WHERE message_id = ?1")
                .setParameter(1, message)
                .executeUpdate();
    }

    /** In channels that the user is in; the newest first, below {@code before}. */
    List<Saved.One> newest(String user, long before, int limit) {
        List<?> rows = entities.createNativeQuery("SELECT s.message_id, s.seq FROM saved s"
                        + " JOIN member b ON b.channel_id = s.channel_id AND b.user_id = s.user_id"
                        + " WHERE s.user_id = ?1 AND s.seq < ?2 ORDER BY s.seq DESC LIMIT ?3")
                .setParameter(1, user)
                .setParameter(2, before)
                .setParameter(3, limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Saved.One((String) row[0], ((Number) row[1]).longValue()))
                .toList();
    }
}
