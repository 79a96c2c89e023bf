package dev.confab.message;

import dev.confab.event.Message;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The table {@code message}: posting by the writer's JDBC batches, everything else by JPA. What is read in order is
 * asked for in the order of all columns of an index, also of the one that is the same in all rows: otherwise H2 reads
 * all that follows and sorts it, for a page of a few.
 */
@ApplicationScoped
class MessageStore {
    private static final String INSERT = "INSERT INTO message"
            + " (id, channel_id, seq, author, client_id, client_id_written, sent_hash, text, created_at, parent,"
            + " in_channel, mentions, attachments) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** What is known of an earlier send under the same name. */
    record Sent(String id, long seq, Instant at, String fingerprint) {}

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    private final Lookup<Sent> sent = this::findSent;

    /** What has been sent before, by {@link #key}. */
    Lookup<Sent> sent() {
        return sent;
    }

    /** {@code clientId} is folded. */
    static String key(String author, String clientId) {
        return clientId + " " + author;
    }

    private Map<String, Sent> findSent(Collection<String> keys, Connection db) throws SQLException {
        Collection<String> clientIds = new TreeSet<>();
        keys.forEach(key -> clientIds.add(key.substring(0, key.indexOf(' '))));
        String sql = "SELECT client_id, author, id, seq, created_at, sent_hash FROM message WHERE client_id IN ("
                + String.join(",", Collections.nCopies(clientIds.size(), "?")) + ")";
        Map<String, Sent> found = new HashMap<>();
        try (PreparedStatement select = db.prepareStatement(sql)) {
            int i = 1;
            for (String clientId : clientIds) {
                select.setString(i++, clientId);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            key(rows.getString(2), rows.getString(1)),
                            new Sent(
                                    rows.getString(3),
                                    rows.getLong(4),
                                    Instant.ofEpochMilli(rows.getLong(5)),
                                    rows.getString(6)));
                }
            }
        }
        return found;
    }

    void add(Transaction tx, Message message, Draft draft, String fingerprint) {
        tx.batch(
                INSERT,
                message.id(),
                message.channel(),
                message.seq(),
                message.author(),
                draft.folded(),
                draft.clientId(),
                fingerprint,
                message.text(),
                message.at().toEpochMilli(),
                message.reply() == null ? null : message.reply().parent(),
                message.isInChannel(),
                String.join(" ", message.content().mentions()),
                MessageRow.stored(message.content().attached()));
    }

    /** The same for one author outside the writer: for a send that must not be written whatever is found. */
    @Transactional
    Optional<Sent> sentBefore(String author, String clientId) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT id, seq, created_at, sent_hash FROM message WHERE client_id = ?1 AND author = ?2")
                .setParameter(1, clientId)
                .setParameter(2, author)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .map(row -> new Sent(
                        (String) row[0],
                        ((Number) row[1]).longValue(),
                        Instant.ofEpochMilli(((Number) row[2]).longValue()),
                        (String) row[3]));
    }

    // Outside a transaction the container keeps the entity manager in the invocation, which threads share.
    @Transactional
    Optional<MessageRow> find(String id) {
        return Optional.ofNullable(entities.find(MessageRow.class, id));
    }

    /** In no order; ids that are not there are left out. */
    @Transactional
    List<MessageRow> findAll(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("SELECT m FROM MessageRow m WHERE m.id IN :ids", MessageRow.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** What stands in the channel: newest first, below {@code seq}. */
    @Transactional
    List<MessageRow> before(String channel, long seq, int limit) {
        return page("m.seq < :seq ORDER BY m.channel DESC, m.seq DESC", channel, seq, limit);
    }

    /** What stands in the channel: oldest first, above {@code seq}. */
    @Transactional
    List<MessageRow> after(String channel, long seq, int limit) {
        return page("m.seq > :seq ORDER BY m.channel, m.seq", channel, seq, limit);
    }

    /** Replies too: oldest first, above {@code seq}. */
    @Transactional
    List<MessageRow> allOf(String channel, long seq, int limit) {
        return limited(
                entities.createQuery(
                                "SELECT m FROM MessageRow m WHERE m.channel = :channel AND m.seq > :seq"
                                        + " ORDER BY m.channel, m.seq",
                                MessageRow.class)
                        .setParameter("channel", channel)
                        .setParameter("seq", seq),
                limit);
    }

    /** Where something was said, in the channel or in a thread, and when. */
    record Place(long seq, Instant at) {}

    /**
     * The place up to {@code head} from which on all was said at {@code time} or later; above {@code head} if nothing
     * was. Times rise with places, so it is found by halving: about 20 looks into an index among a million messages,
     * 63 at most. Where a clock went back, it is a place where that time was passed.
     */
    @Transactional
    long placeAt(String channel, Instant time, long head) {
        long low = 1;
        long high = head + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Place> next = nextPlace(channel, middle).filter(place -> place.seq() <= head);
            if (next.isPresent() && next.get().at().isBefore(time)) {
                low = next.get().seq() + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first place from {@code seq} on. */
    @Transactional
    Optional<Place> nextPlace(String channel, long seq) {
        return entities.createQuery(
                        "SELECT m.seq, m.createdAt FROM MessageRow m WHERE m.channel = :channel AND m.seq >= :seq"
                                + " ORDER BY m.channel, m.seq",
                        Object[].class)
                .setParameter("channel", channel)
                .setParameter("seq", seq)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new Place((Long) row[0], Instant.ofEpochMilli((Long) row[1])));
    }

    private List<MessageRow> page(String condition, String channel, long seq, int limit) {
        return limited(
                entities.createQuery(
                                "SELECT m FROM MessageRow m WHERE m.channel = :channel AND m.inChannel = :shown AND "
                                        + condition,
                                MessageRow.class)
                        .setParameter("channel", channel)
                        .setParameter("shown", true)
                        .setParameter("seq", seq),
                limit);
    }

    /** Replies to a message: newest first, below {@code seq}. */
    @Transactional
    List<MessageRow> repliesBefore(String root, long seq, int limit) {
        return replies("m.seq < :seq ORDER BY m.parent DESC, m.seq DESC", root, seq, limit);
    }

    /** Replies to a message: oldest first, above {@code seq}. */
    @Transactional
    List<MessageRow> repliesAfter(String root, long seq, int limit) {
        return replies("m.seq > :seq ORDER BY m.parent, m.seq", root, seq, limit);
    }

    private List<MessageRow> replies(String condition, String root, long seq, int limit) {
        return limited(
                entities.createQuery(
                                "SELECT m FROM MessageRow m WHERE m.parent = :root AND " + condition, MessageRow.class)
                        .setParameter("root", root)
                        .setParameter("seq", seq),
                limit);
    }

    private static List<MessageRow> limited(TypedQuery<MessageRow> query, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("EclipseLink takes a limit of " + limit + " for none at all");
        }
        return query.setMaxResults(limit).getResultList();
    }
}
