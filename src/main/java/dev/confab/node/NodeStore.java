package dev.confab.node;

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
class NodeStore {
    private static final String NODE = "SELECT id, name, started_at, seen_at, drained, sockets FROM node";

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    /** Says how the node is, but for what is wanted of it. Whether it was there. */
    boolean tell(String id, Instant at, int sockets) {
        return entities.createNativeQuery("UPDATE node SET seen_at = ?1, sockets = ?2 WHERE id = ?3")
                        .setParameter(1, at.toEpochMilli())
                        .setParameter(2, sockets)
                        .setParameter(3, id)
                        .executeUpdate()
                > 0;
    }

    void add(Node node) {
        entities.createNativeQuery("INSERT INTO node (id, name, started_at, seen_at, drained, sockets)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .setParameter(1, node.id())
                .setParameter(2, node.name())
                .setParameter(3, node.startedAt().toEpochMilli())
                .setParameter(4, node.seenAt().toEpochMilli())
                .setParameter(5, node.isDrained())
                .setParameter(6, node.sockets())
                .executeUpdate();
    }

    void remove(String id) {
        entities.createNativeQuery("DELETE FROM node WHERE id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Those that have ended without a word. */
    void removeUnseenSince(Instant time) {
        entities.createNativeQuery("DELETE FROM node WHERE seen_at < ?1")
                .setParameter(1, time.toEpochMilli())
                .executeUpdate();
    }

    void want(String id, boolean drained) {
        entities.createNativeQuery("UPDATE node SET drained = ?1 WHERE id = ?2")
                .setParameter(1, drained)
                .setParameter(2, id)
                .executeUpdate();
    }

    Optional<Node> find(String id, Instant seenSince) {
        return nodes(entities.createNativeQuery(NODE + " WHERE id = ?1 AND seen_at >= ?2")
                        .setParameter(1, id)
                        .setParameter(2, seenSince.toEpochMilli()))
                .stream()
                .findFirst();
    }

    /** By id, which is oldest first, after the one of the page before. */
    List<Node> all(Instant seenSince, String after, int limit) {
        return nodes(entities.createNativeQuery(NODE + " WHERE seen_at >= ?1 AND id > ?2 ORDER BY id LIMIT ?3")
                .setParameter(1, seenSince.toEpochMilli())
                .setParameter(2, after)
                .setParameter(3, limit));
    }

    private static List<Node> nodes(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Node(
                        (String) row[0],
                        (String) row[1],
                        time(row[2]),
                        time(row[3]),
                        (Boolean) row[4],
                        ((Number) row[5]).intValue()))
                .toList();
    }

    private static Instant time(Object milliseconds) {
        return Instant.ofEpochMilli(((Number) milliseconds).longValue());
    }
}
