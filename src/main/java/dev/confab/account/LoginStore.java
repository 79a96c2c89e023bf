package dev.confab.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class LoginStore {
    /** What a request needs to know, in one query. */
    record Proof(Login login, Account account) {}

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    void add(Login login) {
        entities.persist(login);
    }

    Optional<Proof> proof(String secretHash) {
        return entities.createQuery(
                        "SELECT l, a FROM Login l JOIN Account a ON a.id = l.accountId WHERE l.secretHash = :hash",
                        Object[].class)
                .setParameter("hash", secretHash)
                .getResultStream()
                .findFirst()
                .map(row -> new Proof((Login) row[0], (Account) row[1]));
    }

    /** Oldest first. */
    List<Login> of(String accountId, Login.Kind kind) {
        return entities.createQuery(
                        "SELECT l FROM Login l WHERE l.accountId = :account AND l.kind = :kind ORDER BY l.id",
                        Login.class)
                .setParameter("account", accountId)
                .setParameter("kind", kind.name())
                .getResultList();
    }

    void seen(Collection<String> ids, Instant at) {
        entities.createQuery("UPDATE Login l SET l.lastSeenAt = :at WHERE l.id IN :ids")
                .setParameter("at", at.toEpochMilli())
                .setParameter("ids", ids)
                .executeUpdate();
    }

    boolean has(String accountId, Login.Kind kind, String id) {
        return entities.createQuery(
                                "SELECT COUNT(l) FROM Login l"
                                        + " WHERE l.id = :id AND l.accountId = :account AND l.kind = :kind",
                                Long.class)
                        .setParameter("id", id)
                        .setParameter("account", accountId)
                        .setParameter("kind", kind.name())
                        .getSingleResult()
                > 0;
    }

    /** Whether it was there; in the transaction of whoever calls. */
    boolean remove(String accountId, String id) {
        return entities.createQuery("DELETE FROM Login l WHERE l.id = :id AND l.accountId = :account")
                        .setParameter("id", id)
                        .setParameter("account", accountId)
                        .executeUpdate()
                > 0;
    }
}
