package dev.confab.preference;

import dev.confab.event.PreferenceFacts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class PreferenceStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** Empty for who has never chosen anything. */
    Optional<PreferenceFacts> find(String user) {
        List<?> rows = entities.createNativeQuery("SELECT receipts, enter_sends, density, announcements, collapsed"
                        + " FROM preference WHERE user_id = ?1")
                .setParameter(1, user)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .map(row -> new PreferenceFacts(
                        (Boolean) row[0], (Boolean) row[1], (String) row[2], (String) row[3], words((String) row[4])));
    }

    private static List<String> words(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
    }

    void put(String user, PreferenceFacts facts, boolean isNew) {
        String sql = isNew
                ? "INSERT INTO preference (receipts, enter_sends, density, announcements, collapsed, user_id)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                : "UPDATE preference SET receipts = ?1, enter_sends = ?2, density = ?3, announcements = ?4,"
                        + " collapsed = ?5 WHERE user_id = ?6";
        entities.createNativeQuery(sql)
                .setParameter(1, facts.receipts())
                .setParameter(2, facts.enterSends())
                .setParameter(3, facts.density())
                .setParameter(4, facts.announcements())
                .setParameter(5, String.join(" ", facts.collapsed()))
                .setParameter(6, user)
                .executeUpdate();
    }

    /** Empty for who is not in the channel. */
    Optional<ChannelMark> mark(String channel, String user) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT muted, favourite FROM member WHERE channel_id = ?1 AND user_id = ?2")
                .setParameter(1, channel)
                .setParameter(2, user)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .map(row -> new ChannelMark((Boolean) row[0], (Boolean) row[1]));
    }

    void put(String channel, String user, ChannelMark mark) {
        entities.createNativeQuery(
                        "UPDATE member SET muted = ?1, favourite = ?2 WHERE channel_id = ?3 AND user_id = ?4")
                .setParameter(1, mark.muted())
                .setParameter(2, mark.favourite())
                .setParameter(3, channel)
                .setParameter(4, user)
                .executeUpdate();
    }
}
