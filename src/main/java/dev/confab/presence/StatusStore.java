package dev.confab.presence;

import dev.confab.event.StatusFacts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class StatusStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** By user; who has said nothing is absent. */
    Map<String, StatusFacts> of(Collection<String> users) {
        Map<String, StatusFacts> found = new HashMap<>();
        if (!users.isEmpty()) {
            for (UserStatus status : entities.createQuery(
                            "SELECT s FROM UserStatus s WHERE s.user IN :users", UserStatus.class)
                    .setParameter("users", users)
                    .getResultList()) {
                found.put(status.user(), status.facts());
            }
        }
        return found;
    }

    void put(String user, StatusFacts facts) {
        UserStatus status = entities.find(UserStatus.class, user);
        if (status == null) {
            status = new UserStatus(user);
            status.say(facts);
            entities.persist(status);
        } else {
            status.say(facts);
        }
    }
}
