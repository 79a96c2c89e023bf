package dev.confab.account;

import dev.confab.log.PlainQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class LoginStore {
    private static final String PROOF =
            "SELECT l.id, l.account_id, l.kind, l.last_seen_at, l.expires_at, a.role, a.deactivated"
                    + " FROM login l JOIN account a ON a.id = l.account_id WHERE l.secret_hash = ?";

    /** What a request needs to know, in one query. */
    record Proof(Identity identity, Instant lastSeenAt, boolean isDeactivated) {}

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    @Inject
    private PlainQueries queries;

    void add(Login login) {
        entities.persist(login);
    }

    @Transactional(Transactional.TxType.SUPPORTS)
    Optional<Proof> proof(String secretHash) {
        return queries.rows(PROOF, LoginStore::proof, secretHash).stream().findFirst();
    }

    private static Proof proof(ResultSet row) throws SQLException {
        Identity identity = new Identity(
                row.getString("account_id"),
                Role.valueOf(row.getString("role")),
                row.getString("id"),
                Login.Kind.valueOf(row.getString("kind")) == Login.Kind.TOKEN,
                Instant.ofEpochMilli(row.getLong("expires_at")));
        return new Proof(identity, Instant.ofEpochMilli(row.getLong("last_seen_at")), row.getBoolean("deactivated"));
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

    /** Those of them that are there. */
    @Transactional(Transactional.TxType.SUPPORTS)
    Set<String> among(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(queries.rows(
                "SELECT id FROM login WHERE id IN (" + PlainQueries.marks(ids.size()) + ")",
                row -> row.getString(1),
                ids.toArray()));
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
