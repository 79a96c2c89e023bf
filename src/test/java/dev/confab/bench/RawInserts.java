package dev.confab.bench;

import dev.confab.event.Event;
import dev.confab.event.Json;
import dev.confab.event.Message;
import dev.confab.log.Ids;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The yardstick for posts: the same rows into the same tables (message, event, head) by one connection, in batches of
 * {@value #BATCH} messages, each batch a durable commit. It checks nothing, tells nobody and is asked by nobody.
 */
final class RawInserts implements AutoCloseable {
    private static final int BATCH = 100;
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final ProcessHandle server;
    private final Connection db;
    private final String channel = Ids.next();
    private final String author = Ids.next();
    private final SplittableRandom random = new SplittableRandom(1);
    private final String text;
    private long seq;

    /** {@code settings} are those of a Confab for its database, {@code confab.db.*}; {@code server} is the database's process. */
    RawInserts(Map<String, String> settings, ProcessHandle server, int textLength) throws SQLException {
        this.server = server;
        var properties = new Properties();
        properties.setProperty("user", settings.get("confab.db.user"));
        properties.setProperty("password", settings.get("confab.db.password"));
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("cachePrepStmts", "true");
        properties.setProperty("useLocalSessionState", "true");
        db = DriverManager.getConnection(settings.get("confab.db.url"), properties);
        db.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        db.setAutoCommit(false);
        text = Template.text(textLength);
        try (var begin = db.prepareStatement("INSERT INTO log_head (id, seq, fence) VALUES (?, 0, 0)")) {
            begin.setString(1, channel);
            begin.executeUpdate();
        }
        db.commit();
    }

    /** Messages per second; the times are those of a batch. */
    Measured round(Duration warmUp, Duration time) throws SQLException {
        var times = new Latencies();
        insertFor(warmUp, times);
        times.clear();
        long before = seq;
        var watch = new Measured.Watch(server);
        insertFor(time, times);
        return watch.stop(seq - before, times);
    }

    private void insertFor(Duration time, Latencies times) throws SQLException {
        long start = System.nanoTime();
        for (long now = start; now - start < time.toNanos(); ) {
            insert();
            times.add(System.nanoTime() - now);
            now = System.nanoTime();
        }
    }

    private void insert() throws SQLException {
        var at = Instant.ofEpochMilli(System.currentTimeMillis());
        try (var messages = db.prepareStatement(
                        "INSERT INTO message"
                                + " (id, channel_id, seq, author, client_id, sent_hash, text, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
                var events = db.prepareStatement("INSERT INTO event"
                        + " (log_id, seq, kind, created_at, actor, body, client_id) VALUES (?, ?, ?, ?, ?, ?, ?)");
                var head = db.prepareStatement("UPDATE log_head SET seq = ?, fence = ? WHERE id = ?")) {
            for (int i = 0; i < BATCH; i++) {
                seq++;
                var id = Ids.next();
                var clientId = new UUID(random.nextLong(), random.nextLong()).toString();
                var body = Json.of(new Event.MessagePosted(new Message(id, channel, seq, author, text, at)));
                bind(messages, id, channel, seq, author, clientId, HASH, text, at.toEpochMilli());
                bind(events, channel, seq, "message.posted", at.toEpochMilli(), author, body, clientId);
            }
            messages.executeBatch();
            events.executeBatch();
            bind(head, seq, 0L, channel);
            head.executeBatch();
        }
        db.commit();
    }

    private static void bind(java.sql.PreparedStatement row, Object... values) throws SQLException {
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
