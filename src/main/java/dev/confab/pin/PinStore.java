package dev.confab.pin;

import dev.confab.event.Message.Pin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class PinStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** By message; one that is not pinned is absent. */
    Map<String, Pin> of(Collection<String> messages) {
        Map<String, Pin> pins = new HashMap<>();
        if (messages.isEmpty()) {
            return pins;
        }
        Query query = entities.createNativeQuery("SELECT message_id, pinned_at, user_id FROM pin WHERE message_id IN ("
                + String.join(",", Collections.nCopies(messages.size(), "?")) + ")");
        int i = 1;
        for (String message : messages) {
            query.setParameter(i++, message);
        }
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            pins.put((String) columns[0], new Pin(Instant.ofEpochMilli(((Number) columns[1]).longValue()), (String)
                    columns[2]));
        }
        return pins;
    }

    /** Ids of messages, the newest pin first. */
    List<String> in(String channel, int limit) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT message_id FROM pin WHERE channel_id = ?1 ORDER BY seq DESC LIMIT ?2")
                .setParameter(1, channel)
                .setParameter(2, limit)
                .getResultList();
        return rows.stream().map(String.class::cast).toList();
    }

    void add(String message, String channel, long seq, Pin pin) {
        entities.createNativeQuery(
                        "INSERT INTO pin (message_id, channel_id, seq, user_id, pinned_at) VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, message)
                .setParameter(2, channel)
                .setParameter(3, seq)
                .setParameter(4, pin.by())
                .setParameter(5, pin.at().toEpochMilli())
                .executeUpdate();
    }

    void remove(String message) {
        entities.createNativeQuery("DELETE FROM pin WHERE message_id = ?1")
                .setParameter(1, message)
                .executeUpdate();
    }
}
