package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.event.Event;
import dev.confab.log.Transaction.Head;
import dev.confab.testing.MariaDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads that are moved without having been locked, many in one batch: whether MySQL's driver still tells which were there. */
class HeadsIT {
    private static final int LOGS = 50;

    private final LogStore store = new LogStore();
    private Connection db;

    @BeforeEach
    void fiftyLogs() throws SQLException {
        MariaDb.mustBeMeant("A3 heads", "H2 has unit tests");
        var settings = MariaDb.ofThisJvm().database().settings();
        db = DriverManager.getConnection(
                settings.get("confab.db.url") + "&rewriteBatchedStatements=true", // as the application has it
                settings.get("confab.db.user"),
                settings.get("confab.db.password"));
        run("CREATE TABLE log_head (id VARCHAR(26) PRIMARY KEY, seq BIGINT, fence BIGINT)");
        run(
                "CREATE TABLE event (log_id VARCHAR(26), seq BIGINT, kind VARCHAR(40), created_at BIGINT, actor VARCHAR(26),"
                        + " body LONGTEXT, client_id VARCHAR(36), PRIMARY KEY (log_id, seq))");
        for (var i = 0; i < LOGS; i++) {
            run("INSERT INTO log_head VALUES ('log " + i + "', 7, 3)");
        }
        db.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        if (db != null) {
            db.close();
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String condition) throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** One event on each log, its head believed to be where it was at the beginning. */
    private Transaction oneOnEach() {
        Map<String, Head> heads = new HashMap<>();
        IntStream.range(0, LOGS).forEach(i -> heads.put("log " + i, new Head(7, 3)));
        var tx = new Transaction(Instant.EPOCH, heads, new HashMap<>());
        heads.keySet().forEach(log -> tx.append(log, "ann", new Event.ChannelLeft("x")));
        return tx;
    }

    @Test
    void all_heads_move_from_where_they_were() throws SQLException {
        store.write(oneOnEach(), db);
        db.commit();
        assertThat(count("log_head WHERE seq = 8 AND fence = 3")).isEqualTo(LOGS);
        assertThat(count("event WHERE seq = 8")).isEqualTo(LOGS);
    }

    @Test
    void one_that_is_elsewhere_is_noticed_among_many() throws SQLException {
        for (var elsewhere : new String[] {"seq = 8", "fence = 4"}) {
            run("UPDATE log_head SET " + elsewhere + " WHERE id = 'log 31'");
            db.commit();
            assertThatThrownBy(() -> store.write(oneOnEach(), db)).isInstanceOf(HeadMoved.class);
            db.rollback();
            assertThat(count("event")).isZero();
            assertThat(count("log_head WHERE seq = 7 AND fence = 3")).isEqualTo(LOGS - 1);
            run("UPDATE log_head SET seq = 7, fence = 3 WHERE id = 'log 31'");
        }
    }
}
