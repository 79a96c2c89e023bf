package dev.confab.readmark;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Read marks as others may see them: none of who does not want it. */
@ApplicationScoped
@Transactional
class ReceiptStore {
    private static final String SHOWN = "SELECT m.channel_id, m.user_id, m.seen_seq FROM member m"
            + " LEFT JOIN preference p ON p.user_id = m.user_id"
            + " WHERE (p.receipts IS NULL OR p.receipts = TRUE) AND m.seen_seq > 0";

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** Of these people in these channels, whoever is in which. */
    List<Seen> of(Collection<String> channels, Collection<String> users) {
        Query query = entities.createNativeQuery(SHOWN + " AND m.channel_id IN (" + marks(channels.size())
                + ") AND m.user_id IN (" + marks(users.size()) + ")");
        int i = 1;
        for (String channel : channels) {
            query.setParameter(i++, channel);
        }
        for (String user : users) {
            query.setParameter(i++, user);
        }
        return seen(query);
    }

    /** Those who have come to this place and were in the channel when it was written; by user id. */
    List<Seen> at(String channel, long seq, String butFor, String after, int limit) {
        return seen(entities.createNativeQuery(SHOWN + " AND m.channel_id = ?1 AND m.seen_seq >= ?2"
                        + " AND m.joined_seq < ?3 AND m.user_id <> ?4 AND m.user_id > ?5 ORDER BY m.user_id LIMIT ?6")
                .setParameter(1, channel)
                .setParameter(2, seq)
                .setParameter(3, seq == 0 ? Long.MAX_VALUE : seq)
                .setParameter(4, butFor)
                .setParameter(5, after)
                .setParameter(6, limit));
    }

    Set<String> unwilling(Collection<String> users) {
        Query query = entities.createNativeQuery(
                "SELECT user_id FROM preference WHERE receipts = FALSE AND user_id IN (" + marks(users.size()) + ")");
        int i = 1;
        for (String user : users) {
            query.setParameter(i++, user);
        }
        List<?> rows = query.getResultList();
        return rows.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    private static List<Seen> seen(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Seen((String) row[0], (String) row[1], ((Number) row[2]).longValue()))
                .toList();
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }
}
