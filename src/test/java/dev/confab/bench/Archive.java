package dev.confab.bench;

import dev.confab.event.Event;
import dev.confab.event.Json;
import dev.confab.event.Message;
import dev.confab.log.Ids;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;

/** Years of talk, written into the tables beside the server, which then finds its logs far behind. */
final class Archive implements AutoCloseable {
    /** In the last message that was written. */
    static final String END = "finis";

    private static final int BATCH = 2_000;
    static final Duration SPAN = Duration.ofDays(700);
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final Connection db;
    private final Language language;
    private final SplittableRandom random = new SplittableRandom(2);

    /** {@code settings} are those of a Confab for its database, {@code confab.db.*}. */
    Archive(Map<String, String> settings, Language language) throws SQLException {
        this.language = language;
        var properties = new Properties();
        properties.setProperty("user", settings.get("confab.db.user"));
        properties.setProperty("password", settings.get("confab.db.password"));
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("cachePrepStmts", "true");
        db = DriverManager.getConnection(settings.get("confab.db.url"), properties);
        db.setAutoCommit(false);
    }

    /** So many messages more at the end of the channel's log, spread over the time before now. */
    void fill(String channel, List<String> authors, int many, boolean isLast) throws SQLException {
        long start = System.currentTimeMillis() - SPAN.toMillis();
        for (int done = 0; done < many; done += BATCH) {
            int batch = Math.min(BATCH, many - done);
            long from = start + SPAN.toMillis() * done / many;
            write(channel, authors, batch, from, SPAN.toMillis() / many, isLast && done + batch == many);
        }
    }

    private void write(String channel, List<String> authors, int many, long from, long step, boolean isLast)
            throws SQLException {
        long seq = head(channel);
        try (var messages = db.prepareStatement(
                        "INSERT INTO message"
                                + " (id, channel_id, seq, author, client_id, sent_hash, text, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
                var events = db.prepareStatement("INSERT INTO event"
                        + " (log_id, seq, kind, created_at, actor, body, client_id) VALUES (?, ?, ?, ?, ?, ?, ?)");
                var update = db.prepareStatement("UPDATE log_head SET seq = ? WHERE id = ?")) {
            for (int i = 0; i < many; i++) {
                seq++;
                var id = Ids.next();
                var at = Instant.ofEpochMilli(from + i * step);
                var author = authors.get(i % authors.size());
                var clientId = new UUID(random.nextLong(), random.nextLong()).toString();
                var text = isLast && i == many - 1 ? END : language.text();
                var body = Json.of(new Event.MessagePosted(new Message(id, channel, seq, author, text, at)));
                bind(messages, id, channel, seq, author, clientId, HASH, text, at.toEpochMilli());
                bind(events, channel, seq, "message.posted", at.toEpochMilli(), author, body, clientId);
            }
            messages.executeBatch();
            events.executeBatch();
            bind(update, seq, channel);
            update.executeBatch();
        }
        db.commit();
    }

    private long head(String channel) throws SQLException {
        try (var select = db.prepareStatement("SELECT seq FROM log_head WHERE id = ? FOR UPDATE")) {
            select.setString(1, channel);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement row, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            row.setObject(i + 1, values[i]);
        }
        row.addBatch();
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
