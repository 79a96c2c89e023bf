package dev.confab.reaction;

import dev.confab.event.Message.Reaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class ReactionStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** By message, the first emoji first; a message without any is absent. */
    Map<String, List<Reaction>> of(Collection<String> messages) {
        Map<String, Map<String, List<String>>> found = new HashMap<>();
        if (messages.isEmpty()) {
            return Map.of();
        }
        Query query = entities.createNativeQuery("SELECT message_id, emoji, user_id FROM reaction WHERE message_id IN ("
                + String.join(",", Collections.nCopies(messages.size(), "?")) + ") ORDER BY message_id, seq");
        int i = 1;
        for (String message : messages) {
            query.setParameter(i++, message);
        }
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            found.computeIfAbsent((String) columns[0], ignored -> new LinkedHashMap<>())
                    .computeIfAbsent((String) columns[1], ignored -> new ArrayList<>())
                    .add((String) columns[2]);
        }
        Map<String, List<Reaction>> reactions = new HashMap<>();
        found.forEach((message, byEmoji) -> reactions.put(
                message,
                byEmoji.entrySet().stream()
                        .map(one -> new Reaction(one.getKey(), List.copyOf(one.getValue())))
                        .toList()));
        return reactions;
    }

    void add(String message, String emoji, String user, long seq) {
        entities.createNativeQuery("INSERT INTO reaction (message_id, emoji, user_id, seq) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, message)
                .setParameter(2, emoji)
                .setParameter(3, user)
                .setParameter(4, seq)
                .executeUpdate();
    }

    void remove(String message, String emoji, String user) {
        entities.createNativeQuery("DELETE FROM reaction WHERE message_id = ?1 AND emoji = ?2 AND user_id = ?3")
                .setParameter(1, message)
                .setParameter(2, emoji)
                .setParameter(3, user)
                .executeUpdate();
    }

    void clear(String message) {
        entities.createNativeQuery("DELETE FROM reaction WHERE message_id = ?1")
                .setParameter(1, message)
                .executeUpdate();
    }
}
