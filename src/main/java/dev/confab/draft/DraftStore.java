package dev.confab.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class DraftStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    Optional<KeptDraft> find(String user, String channel, String parent) {
        Query query = entities.createNativeQuery("SELECT channel_id, parent, text, written_at FROM draft"
                + " WHERE user_id = ?1 AND channel_id = ?2 AND parent = ?3");
        return drafts(place(query, user, channel, parent)).stream().findFirst();
    }

    /** In channels that the user is in, by channel and thread, after the one of the page before. */
    List<KeptDraft> of(String user, String afterChannel, String afterParent, int limit) {
        return drafts(entities.createNativeQuery("SELECT d.channel_id, d.parent, d.text, d.written_at FROM draft d"
                        + " JOIN member m ON m.channel_id = d.channel_id AND m.user_id = d.user_id"
                        + " WHERE d.user_id = ?1"
                        + " AND (d.channel_id > ?2 OR d.channel_id = ?2 AND d.parent > ?3)"
                        + " ORDER BY d.channel_id, d.parent LIMIT ?4")
                .setParameter(1, user)
                .setParameter(2, afterChannel)
                .setParameter(3, afterParent)
                .setParameter(4, limit));
    }

    long count(String user) {
        return ((Number) entities.createNativeQuery("SELECT COUNT(*) FROM draft WHERE user_id = ?1")
                        .setParameter(1, user)
                        .getSingleResult())
                .longValue();
    }

    void put(String user, KeptDraft draft, boolean isNew) {
        String sql = isNew
                ? "INSERT INTO draft (text, written_at, user_id, channel_id, parent) VALUES (?4, ?5, ?1, ?2, ?3)"
                : "UPDATE draft SET text = ?4, written_at = ?5 WHERE user_id = ?1 AND channel_id = ?2 AND parent = ?3";
        place(entities.createNativeQuery(sql), user, draft.channel(), named(draft.parent()))
                .setParameter(4, draft.text())
                .setParameter(5, draft.at().toEpochMilli())
                .executeUpdate();
    }

    void remove(String user, String channel, String parent) {
        Query query =
                entities.createNativeQuery("DELETE FROM draft WHERE user_id = ?1 AND channel_id = ?2 AND parent = ?3");
        place(query, user, channel, parent).executeUpdate();
    }

    private static Query place(Query query, String user, String channel, String parent) {
        return query.setParameter(1, user).setParameter(2, channel).setParameter(3, parent);
    }

    private static String named(String parent) {
        return parent == null ? "" : parent;
    }

    private static List<KeptDraft> drafts(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new KeptDraft(
                        (String) row[0],
                        ((String) row[1]).isEmpty() ? null : (String) row[1],
                        (String) row[2],
                        Instant.ofEpochMilli(((Number) row[3]).longValue())))
                .toList();
    }
}
