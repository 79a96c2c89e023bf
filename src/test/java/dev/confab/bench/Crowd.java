package dev.confab.bench;

import dev.confab.log.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.flywaydb.core.Flyway;

/**
 * People with sessions, and channels that they are in, written into the tables before the server starts: to sign up costs a
 * tenth of a second each, on purpose.
 *
 * @param channels their ids; in the first ones {@link #SPEAKERS} talk, one in each
 */
record Crowd(List<Somebody> speakers, List<Somebody> people, List<String> channels) {
    static final int SPEAKERS = 20;
    /** On each channel's log. */
    static final int EVENTS = 30;

    private static final int CHANNELS = 200;
    private static final int CHANNELS_OF_ONE = 10;
    private static final int BATCH = 1_000;

    /** {@code channels} are places in the crowd's list. */
    record Somebody(String id, String secret, List<Integer> channels) {}

    static Crowd fill(Map<String, String> settings, List<Integer> sizes) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.getOrDefault("confab.db.user", ""));
        properties.setProperty("password", settings.getOrDefault("confab.db.password", ""));
        properties.setProperty("rewriteBatchedStatements", "true");
        var url = settings.get("confab.db.url");
        migrate(url, properties);
        try (var db = DriverManager.getConnection(url, properties)) {
            db.setAutoCommit(false);
            int most = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
            var crowd = draw(most);
            crowd.write(db);
            db.commit();
            return crowd;
        }
    }

    private static void migrate(String url, Properties properties) {
        var isH2 = url.startsWith("jdbc:h2:");
        Flyway.configure()
                .dataSource(url, properties.getProperty("user"), properties.getProperty("password"))
                .locations("classpath:db")
                .placeholders(Map.of(
                        "text",
                        isH2 ? "VARCHAR(1000000)" : "MEDIUMTEXT",
                        "table",
                        isH2 ? "" : "ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"))
                .load()
                .migrate();
    }

    private static Crowd draw(int most) {
        var random = new SplittableRandom(3);
        var channels = new ArrayList<String>();
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(Ids.next());
        }
        var speakers = new ArrayList<Somebody>();
        for (int i = 0; i < SPEAKERS; i++) {
            speakers.add(new Somebody(Ids.next(), "speaker-" + i, List.of(i)));
        }
        var people = new ArrayList<Somebody>();
        for (int i = 0; i < most; i++) {
            var mine = random.ints(0, CHANNELS)
                    .distinct()
                    .limit(CHANNELS_OF_ONE)
                    .boxed()
                    .toList();
            people.add(new Somebody(Ids.next(), "person-" + i, mine));
        }
        return new Crowd(speakers, people, channels);
    }

    private void write(Connection db) throws SQLException {
        long now = System.currentTimeMillis();
        var everybody = new ArrayList<>(speakers);
        everybody.addAll(people);
        try (var heads = db.prepareStatement("INSERT INTO log_head (id, seq, fence) VALUES (?, ?, 0)");
                var events = db.prepareStatement("INSERT INTO event (log_id, seq, kind, created_at, actor, body)"
                        + " VALUES (?, ?, 'message.pinned', ?, ?, ?)");
                var places = db.prepareStatement(
                        "INSERT INTO channel (id, kind, name, archived, created_by, created_at, identity)"
                                + " VALUES (?, 'PRIVATE', 'a channel', FALSE, ?, ?, ?)")) {
            for (var channel : channels) {
                add(heads, channel, EVENTS);
                for (int seq = 1; seq <= EVENTS; seq++) {
                    add(
                            events,
                            channel,
                            seq,
                            now,
                            speakers.getFirst().id(),
                            "{\"message\":\"" + "m".repeat(200) + "\"}");
                }
                add(places, channel, speakers.getFirst().id(), now, "!" + channel);
            }
            for (var one : everybody) {
                add(heads, one.id(), 1);
                add(events, one.id(), 1, now, one.id(), "{}");
            }
            for (var statement : List.of(heads, events, places)) {
                statement.executeBatch();
            }
        }
        for (int from = 0; from < everybody.size(); from += BATCH) {
            people(db, everybody.subList(from, Math.min(everybody.size(), from + BATCH)), now);
        }
    }

    private void people(Connection db, List<Somebody> some, long now) throws SQLException {
        try (var accounts = db.prepareStatement("INSERT INTO account (id, username, skeleton, email, email_folded,"
                        + " display_name, name_folded, role, password_hash, deactivated, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 'MEMBER', 'none', FALSE, ?)");
                var logins = db.prepareStatement("INSERT INTO login (id, account_id, kind, secret_hash, name, address,"
                        + " created_at, last_seen_at, expires_at) VALUES (?, ?, 'SESSION', ?, 'bench', '', ?, ?, ?)");
                var members = db.prepareStatement("INSERT INTO member (channel_id, user_id, role, joined_at, read_seq)"
                        + " VALUES (?, ?, 'MEMBER', ?, 0)")) {
            for (var one : some) {
                var name = one.secret();
                var mail = name + "@example.org";
                add(accounts, one.id(), name, name, mail, mail, name, name, now);
                // As after an hour's work: that it was seen is to be written down again.
                add(
                        logins,
                        Ids.next(),
                        one.id(),
                        hash(name),
                        now,
                        now - Duration.ofHours(1).toMillis(),
                        now + Duration.ofDays(30).toMillis());
                for (int channel : one.channels()) {
                    add(members, channels.get(channel), one.id(), now);
                }
            }
            for (var statement : List.of(accounts, logins, members)) {
                statement.executeBatch();
            }
        }
    }

    private static void add(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
