package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.testing.MariaDb;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A4: reading beside many writers on MariaDB, as several nodes do, with the processors busy. Cursors that pass over holes lose
 * rows, be they on the database's own numbers or on gapless seqs; one that stops before a hole does not.
 */
class HolesIT {

    /** Most runs meet their holes within a few seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("confab.test.holes.seconds", 40));

    private static final int ENOUGH = 3;
    private static final int READERS = 8;
    private static final int PAGE = 5;
    private static final int LAST = 64;
    private static final String LOG = "garden";

    private static CrowdedMariaDb crowded;

    private final LogStore store = new LogStore();

    @BeforeAll
    static void onMariaDb() throws SQLException {
        MariaDb.mustBeMeant("A4 holes", "H2 has no snapshots that overtake each other");
        crowded = new CrowdedMariaDb();
        crowded.crowd();
    }

    @AfterAll
    static void end() {
        if (crowded != null) {
            crowded.close();
        }
    }

    @BeforeEach
    void newTables() throws SQLException {
        crowded.newDatabase(
                "CREATE TABLE numbered (id BIGINT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20))",
                // As the schema has them, without what this test has no use for.
                "CREATE TABLE log_head (id VARCHAR(26) PRIMARY KEY, seq BIGINT, fence BIGINT)",
                "CREATE TABLE event (log_id VARCHAR(26), seq BIGINT, kind VARCHAR(40), created_at BIGINT,"
                        + " actor VARCHAR(26), body LONGTEXT, client_id VARCHAR(36), PRIMARY KEY (log_id, seq))",
                "INSERT INTO log_head VALUES ('" + LOG + "', 0, 0)");
    }

    @Test
    void a_cursor_on_the_databases_own_numbers_loses_rows() {
        var naive = new Naive("SELECT id FROM numbered WHERE id > ? ORDER BY id LIMIT 500");
        var committed = crowded.busily(
                db -> {
                    try (var statement = db.createStatement()) {
                        statement.execute("INSERT INTO numbered (what) VALUES ('a row')");
                        statement.execute("SELECT 1"); // anything else that a transaction does before its commit
                    }
                },
                List.of(naive),
                () -> naive.passedOver() >= 10,
                LIMIT);

        System.out.printf("A4 control, cursor on ids: committed=%d lost=%d%n", committed, committed - naive.seen);
        assertThat(committed - naive.seen).isPositive();
    }

    @Test
    void a_reader_that_stops_before_holes_meets_them_and_loses_nothing() {
        var ours = Stream.generate(Ours::new).limit(READERS).toList();
        var naive = Stream.generate(() -> new Naive(
                        "SELECT seq FROM event WHERE seq > ? AND log_id = '" + LOG + "' ORDER BY seq LIMIT " + PAGE))
                .limit(READERS)
                .toList();
        var committed = crowded.busily(
                this::append,
                Stream.concat(ours.stream(), naive.stream()).toList(),
                () -> holesMet(ours) >= ENOUGH && lostBy(naive) >= ENOUGH,
                LIMIT);

        var lost = ours.stream().mapToLong(one -> committed - one.seen).sum();
        System.out.printf(
                "A4 our rule: committed=%d readers=%d looks=%d holes_met=%d lost=%d,"
                        + " beside them naive cursors on seqs: looks=%d lost=%d%n",
                committed,
                READERS,
                ours.stream().mapToLong(one -> one.watched.looks).sum(),
                holesMet(ours),
                lost,
                naive.stream().mapToLong(one -> one.looks).sum(),
                lostBy(naive));
        assertThat(holesMet(ours)).as("holes met").isPositive();
        assertThat(lostBy(naive)).as("lost by naive cursors").isPositive();
        assertThat(lost).as("lost by our rule").isZero();
    }

    private static long holesMet(List<Ours> readers) {
        return readers.stream().mapToLong(one -> one.watched.holes).sum();
    }

    private static long lostBy(List<Naive> readers) {
        return readers.stream().mapToLong(Naive::passedOver).sum();
    }

    /** What {@code Logs.heads} promises: on it stand memberships, unread counts and where a connection starts. */
    @Test
    void what_stands_under_a_head_is_seen_by_whoever_looks_after_it() {
        var after = Stream.generate(LookAfterTheHead::new).limit(READERS).toList();
        var beside = Stream.generate(LookBesideTheHead::new).limit(READERS).toList();
        crowded.busily(
                this::append,
                Stream.concat(after.stream(), beside.stream()).toList(),
                () -> beside.stream().mapToLong(one -> one.holes).sum() >= ENOUGH,
                LIMIT);

        var holes = beside.stream().mapToLong(one -> one.holes).sum();
        var late = after.stream().mapToLong(one -> one.holes).sum();
        System.out.printf(
                "A4 under a head: heads=%d with a hole at the next look=%d, beside it at the same look: %d%n",
                after.stream().mapToLong(one -> one.heads).sum(), late, holes);
        assertThat(holes).as("holes at the same look").isPositive();
        assertThat(late).as("holes at the next look").isZero();
    }

    private void append(Connection db) throws SQLException {
        var tx = new Transaction(Instant.EPOCH, store.lock(Set.of(LOG), db), Map.of());
        tx.append(LOG, "ann", new Event.ChannelLeft("garden"));
        store.write(tx, db, false);
    }

    /** Reads as the application does. */
    private static final class Ours implements CrowdedMariaDb.Reader {
        private final Watched watched = new Watched();
        private final LogReader reader = new LogReader(watched);
        private volatile long seen;

        @Override
        public boolean look(Connection db) {
            watched.db = db;
            var slice = reader.read(LOG, seen, PAGE);
            assertThat(slice.isCut()).as("no hole may stay").isFalse();
            for (var entry : slice.entries()) {
                assertThat(entry.seq()).isEqualTo(seen + 1);
                seen++;
            }
            return !slice.entries().isEmpty();
        }
    }

    /** Goes on from the highest number that it has seen. */
    private static final class Naive implements CrowdedMariaDb.Reader {
        private final String sql;
        private volatile long last;
        private volatile long seen;
        private volatile long looks;

        Naive(String sql) {
            this.sql = sql;
        }

        @Override
        public boolean look(Connection db) throws SQLException {
            var before = seen;
            try (var select = db.prepareStatement(sql)) {
                select.setLong(1, last);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        seen++;
                    }
                }
            }
            looks++;
            return seen > before;
        }

        private long passedOver() {
            return last - seen;
        }
    }

    /** Asks for the head, and then for what stands under it. */
    private static final class LookAfterTheHead implements CrowdedMariaDb.Reader {
        private final Watched watched = new Watched();
        private long heads;
        private long holes;

        @Override
        public boolean look(Connection db) throws SQLException {
            watched.db = db;
            var head = watched.heads(Set.of(LOG)).get(LOG);
            var last = (int) Math.min(head, LAST);
            var under = watched.after(LOG, head - last, last, false, db);
            heads++;
            holes += LogReader.gapless(head - last, under).size() < last ? 1 : 0;
            return false;
        }
    }

    /** Asks for both at once: sees a head, and not all that stands under it. */
    private static final class LookBesideTheHead implements CrowdedMariaDb.Reader {
        private volatile long holes;

        @Override
        public boolean look(Connection db) throws SQLException {
            try (var statement = db.createStatement();
                    var row = statement.executeQuery("SELECT LEAST(h.seq, " + LAST + ") - COUNT(e.seq) FROM log_head h"
                            + " LEFT JOIN event e ON e.log_id = h.id AND e.seq <= h.seq AND e.seq > h.seq - " + LAST
                            + " WHERE h.id = '" + LOG + "' GROUP BY h.seq")) {
                row.next();
                holes += row.getLong(1) > 0 ? 1 : 0;
            }
            return false;
        }
    }

    /** A store with one connection, that counts what its reader must get over. */
    private static final class Watched extends LogStore {
        private volatile long looks;
        private volatile long holes;
        private Connection db;

        @Override
        Connection connect() {
            return (Connection) Proxy.newProxyInstance(
                    Watched.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                        if (method.getName().equals("close")) {
                            return null;
                        }
                        try {
                            return method.invoke(db, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        List<Entry> after(String log, long after, int limit, boolean locking, Connection db) throws SQLException {
            var entries = super.after(log, after, limit, locking, db);
            looks++;
            holes += LogReader.gapless(after, entries).size() < entries.size() ? 1 : 0;
            return entries;
        }
    }
}
