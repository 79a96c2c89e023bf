package dev.confab.attachment;

import dev.confab.event.FileFacts;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The table {@code attachment}: attaching by the writer's JDBC batches, everything else by JPA. */
@ApplicationScoped
class AttachmentStore {
    private static final String COLUMNS = "id, vault_key, owner, message_id, name, type, size, width, height,"
            + " thumbnail_key, thumbnail_type, created_at";
    private static final String ATTACH =
            "UPDATE attachment SET message_id = ?, place = ? WHERE id = ? AND message_id IS NULL";
    private static final String DOOM = "UPDATE attachment SET doomed = TRUE WHERE message_id = ?";

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    private final Lookup<Attachment> there = this::findThere;

    /** What may be attached, locked until the group has committed; by id. */
    Lookup<Attachment> there() {
        return there;
    }

    private Map<String, Attachment> findThere(Collection<String> ids, Connection db) throws SQLException {
        Collection<String> sorted = new TreeSet<>(ids);
        String sql = "SELECT " + COLUMNS + " FROM attachment WHERE doomed = FALSE AND message_id IS NULL AND id IN ("
                + places(sorted) + ") ORDER BY id FOR UPDATE";
        Map<String, Attachment> found = new HashMap<>();
        try (PreparedStatement select = db.prepareStatement(sql)) {
            int i = 1;
            for (String id : sorted) {
                select.setString(i++, id);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Object[] columns = new Object[12];
                    for (int column = 0; column < columns.length; column++) {
                        columns[column] = rows.getObject(column + 1);
                    }
                    Attachment one = attachment(columns);
                    found.put(one.id(), one);
                }
            }
        }
        return found;
    }

    void attach(Transaction tx, String id, String message, int place) {
        tx.batch(ATTACH, message, place, id);
    }

    void doomAllOf(Transaction tx, String message) {
        tx.batch(DOOM, message);
    }

    @Transactional
    void add(Attachment one, long stored) {
        FileFacts facts = one.facts();
        entities.createNativeQuery("INSERT INTO attachment (" + COLUMNS + ", place, stored, doomed)"
                        + " VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, FALSE)")
                .setParameter(1, one.id())
                .setParameter(2, one.key())
                .setParameter(3, one.owner())
                .setParameter(4, facts.name())
                .setParameter(5, facts.type())
                .setParameter(6, facts.size())
                .setParameter(7, facts.width())
                .setParameter(8, facts.height())
                .setParameter(
                        9, one.thumbnail() == null ? null : one.thumbnail().key())
                .setParameter(
                        10, one.thumbnail() == null ? null : one.thumbnail().type())
                .setParameter(11, facts.at().toEpochMilli())
                .setParameter(12, stored)
                .executeUpdate();
    }

    @Transactional
    Optional<Attachment> find(String id) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT " + COLUMNS + " FROM attachment WHERE id = ?1 AND doomed = FALSE")
                .setParameter(1, id)
                .getResultList();
        return rows.stream().map(Object[].class::cast).findFirst().map(AttachmentStore::attachment);
    }

    /** Bytes that this user's files take up. */
    @Transactional
    long stored(String owner) {
        return ((Number) entities.createNativeQuery(
                                "SELECT COALESCE(SUM(stored), 0) FROM attachment WHERE owner = ?1 AND doomed = FALSE")
                        .setParameter(1, owner)
                        .getSingleResult())
                .longValue();
    }

    /** Whether it was there, and in no message yet. */
    @Transactional
    boolean doomLoose(String id, String owner) {
        return entities.createNativeQuery("UPDATE attachment SET doomed = TRUE"
                                + " WHERE id = ?1 AND owner = ?2 AND message_id IS NULL AND doomed = FALSE")
                        .setParameter(1, id)
                        .setParameter(2, owner)
                        .executeUpdate()
                == 1;
    }

    /** The oldest that are in no message since before then. */
    @Transactional
    void doomLoose(Instant before, int most) {
        List<?> ids = entities.createNativeQuery("SELECT id FROM attachment"
                        + " WHERE doomed = FALSE AND message_id IS NULL AND created_at < ?1 ORDER BY created_at")
                .setParameter(1, before.toEpochMilli())
                .setMaxResults(most)
                .getResultList();
        for (Object id : ids) { // it may be in a message by now
            entities.createNativeQuery("UPDATE attachment SET doomed = TRUE WHERE id = ?1 AND message_id IS NULL")
                    .setParameter(1, id)
                    .executeUpdate();
        }
    }

    @Transactional
    List<Attachment> doomed(int most) {
        return rows(entities.createNativeQuery("SELECT " + COLUMNS + " FROM attachment WHERE doomed = TRUE")
                        .setMaxResults(most))
                .stream()
                .map(AttachmentStore::attachment)
                .toList();
    }

    @Transactional
    void forget(String id) {
        entities.createNativeQuery("DELETE FROM attachment WHERE id = ?1 AND doomed = TRUE")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Of these keys, the ones that some file uses. */
    @Transactional
    Set<String> used(Collection<String> keys) {
        Set<String> used = new HashSet<>();
        for (String column : List.of("vault_key", "thumbnail_key")) {
            Query query = entities.createNativeQuery(
                    "SELECT " + column + " FROM attachment WHERE " + column + " IN (" + places(keys) + ")");
            int i = 1;
            for (String key : keys) {
                query.setParameter(i++, key);
            }
            for (Object key : query.getResultList()) {
                used.add((String) key);
            }
        }
        return used;
    }

    private static String places(Collection<String> values) {
        return String.join(",", Collections.nCopies(values.size(), "?"));
    }

    private static List<Object[]> rows(Query query) {
        List<?> found = query.getResultList();
        return found.stream().map(Object[].class::cast).toList();
    }

    private static Attachment attachment(Object[] columns) {
        String thumbnail = (String) columns[9];
        return new Attachment(
                new FileFacts(
                        (String) columns[0],
                        (String) columns[4],
                        (String) columns[5],
                        ((Number) columns[6]).longValue(),
                        columns[7] == null ? null : ((Number) columns[7]).intValue(),
                        columns[8] == null ? null : ((Number) columns[8]).intValue(),
                        thumbnail != null,
                        Instant.ofEpochMilli(((Number) columns[11]).longValue())),
                (String) columns[2],
                (String) columns[3],
                (String) columns[1],
                thumbnail == null ? null : new Attachment.Small(thumbnail, (String) columns[10]));
    }
}
