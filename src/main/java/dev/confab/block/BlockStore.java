package dev.confab.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class BlockStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    boolean has(String user, String other) {
        return !entities.createNativeQuery("SELECT seq FROM blocked WHERE user_id = ?1 AND blocked_id = ?2")
                .setParameter(1, user)
                .setParameter(2, other)
                .getResultList()
                .isEmpty();
    }

    long count(String user) {
        return ((Number) entities.createNativeQuery("SELECT COUNT(*) FROM blocked WHERE user_id = ?1")
                        .setParameter(1, user)
                        .getSingleResult())
                .longValue();
    }

    void add(String user, String other, long seq) {
        entities.createNativeQuery("INSERT INTO blocked (user_id, blocked_id, seq) VALUES (?1, ?2, ?3)")
                .setParameter(1, user)
                .setParameter(2, other)
                .setParameter(3, seq)
                .executeUpdate();
    }

    void remove(String user, String other) {
        entities.createNativeQuery("DELETE FROM blocked WHERE user_id = ?1 AND blocked_id = ?2")
                .setParameter(1, user)
                .setParameter(2, other)
                .executeUpdate();
    }

    /** The newest first, below {@code before}. */
    List<Blocks.One> newest(String user, long before, int limit) {
        List<?> rows = entities.createNativeQuery("SELECT blocked_id, seq FROM blocked"
                        + " WHERE user_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3")
                .setParameter(1, user)
                .setParameter(2, before)
                .setParameter(3, limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Blocks.One((String) row[0], ((Number) row[1]).longValue()))
                .toList();
    }
}
