package dev.confab.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The table {@code revision}: what messages have said before they were edited. */
@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class RevisionStore {
    /** Of one message: the first one and the latest ones. */
    static final int MOST = 100;

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** Keeps what the message says now, and of too many the second oldest one not. */
    void add(String message, long seq, Version version) {
        List<?> known = entities.createNativeQuery("SELECT seq FROM revision WHERE message_id = ?1 ORDER BY seq")
                .setParameter(1, message)
                .getResultList();
        if (known.size() >= MOST) {
            entities.createNativeQuery("DELETE FROM revision WHERE message_id = ?1 AND seq = ?2")
                    .setParameter(1, message)
                    .setParameter(2, known.get(1))
                    .executeUpdate();
        }
        entities.createNativeQuery("INSERT INTO revision (message_id, seq, said_at, text) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, message)
                .setParameter(2, seq)
                .setParameter(3, version.at().toEpochMilli())
                .setParameter(4, version.text())
                .executeUpdate();
    }

    /** The oldest first, those from before {@code seq}. */
    List<Version> before(String message, long seq) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT text, said_at FROM revision WHERE message_id = ?1 AND seq < ?2 ORDER BY seq")
                .setParameter(1, message)
                .setParameter(2, seq)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Version((String) row[0], Instant.ofEpochMilli(((Number) row[1]).longValue())))
                .toList();
    }

    void clear(String message) {
        entities.createNativeQuery("DELETE FROM revision WHERE message_id = ?1")
                .setParameter(1, message)
                .executeUpdate();
    }
}
