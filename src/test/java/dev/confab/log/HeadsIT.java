package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.event.Event;
import dev.confab.log.Transaction.Head;
import dev.confab.testing.MariaDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Heads that are moved without having been locked, many in one batch or a few in one question: whether MySQL's driver
 * still tells which were there.
 */
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
        return oneOnEach(LOGS);
    }

    private Transaction oneOnEach(int logs) {
        Map<String, Head> heads = new HashMap<>();
        IntStream.range(0, logs).forEach(i -> heads.put("log " + i, new Head(7, 3)));
        var tx = new Transaction(Instant.EPOCH, heads, new HashMap<>());
        heads.keySet().forEach(log -> tx.append(log, "ann", new Event.ChannelLeft("x")));
        return tx;
    }

    @Test
    void all_heads_move_from_where_they_were() throws SQLException {
        store.write(oneOnEach(), db, false);
        db.commit();
        assertThat(count("log_head WHERE seq = 8 AND fence = 3")).isEqualTo(LOGS);
        assertThat(count("event WHERE seq = 8")).isEqualTo(LOGS);
    }

    @Test
    void one_that_is_elsewhere_is_noticed_among_many() throws SQLException {
        for (var elsewhere : new String[] {"seq = 8", "fence = 4"}) {
            run("UPDATE log_head SET " + elsewhere + " WHERE id = 'log 31'");
            db.commit();
            assertThatThrownBy(() -> store.write(oneOnEach(), db, false)).isInstanceOf(HeadMoved.class);
            db.rollback();
            assertThat(count("event")).isZero();
            assertThat(count("log_head WHERE seq = 7 AND fence = 3")).isEqualTo(LOGS - 1);
            run("UPDATE log_head SET seq = 7, fence = 3 WHERE id = 'log 31'");
        }
    }

    @Test
    void a_few_go_in_one_question_and_are_told_apart() throws SQLException {
        var few = Statements.FEW / 2;
        var questions = new ArrayList<String>();
        WriterConnection.allowSeveral(db, true);
        store.write(oneOnEach(few), listening(questions), true);
        db.commit();
        assertThat(questions).hasSize(1);
        assertThat(count("log_head WHERE seq = 8 AND fence = 3")).isEqualTo(few);
        assertThat(count("event WHERE seq = 8")).isEqualTo(few);
        run("UPDATE log_head SET seq = 7");
        run("UPDATE log_head SET fence = 4 WHERE id = 'log 2'");
        run("DELETE FROM event");
        db.commit();
        assertThatThrownBy(() -> store.write(oneOnEach(few), db, true)).isInstanceOf(HeadMoved.class);
        db.rollback();
        assertThat(count("event")).isZero();
    }

    @Test
    void more_than_a_few_go_in_batches() throws SQLException {
        var questions = new ArrayList<String>();
        WriterConnection.allowSeveral(db, true);
        store.write(oneOnEach(), listening(questions), true);
        assertThat(questions).hasSize(2);
        assertThat(count("event WHERE seq = 8")).isEqualTo(LOGS);
    }

    @Test
    void what_the_last_of_a_question_is_refused_is_told() throws SQLException {
        WriterConnection.allowSeveral(db, true);
        run("INSERT INTO event (log_id, seq) VALUES ('log 1', 8)");
        db.commit();
        assertThatThrownBy(() -> store.write(oneOnEach(3), db, true))
                .isInstanceOf(SQLIntegrityConstraintViolationException.class);
        db.rollback();
        assertThat(count("log_head WHERE seq = 8")).isZero();
        assertThat(count("event")).isEqualTo(1);
    }

    @Test
    void only_the_writers_connection_takes_several_statements_and_only_while_it_is_the_writers() throws SQLException {
        var own = new WriterConnection(new LogStore(onlyOne()), System::nanoTime);
        assertThatThrownBy(() -> run("SELECT 1; SELECT 2")).isInstanceOf(SQLSyntaxErrorException.class);
        own.take();
        assertThat(own.takesSeveral()).isTrue();
        run("SELECT 1; SELECT 2");
        own.commit();
        own.giveBack();
        assertThatThrownBy(() -> run("SELECT 1; SELECT 2")).isInstanceOf(SQLSyntaxErrorException.class);
    }

    /** The driver turns several statements on and off for itself, to send many changed rows at once. */
    @Test
    void after_many_in_batches_a_few_still_go_in_one_question() throws SQLException {
        var writers = new LogStore(onlyOne());
        var own = new WriterConnection(writers, System::nanoTime);
        writers.write(oneOnEach(), own.take(), own.takesSeveral());
        own.commit();
        run("UPDATE log_head SET seq = 7");
        run("DELETE FROM event");
        db.commit();
        writers.write(oneOnEach(2), own.take(), own.takesSeveral());
        own.commit();
        assertThat(count("event WHERE seq = 8")).isEqualTo(2);
    }

    /** The connection, that tells what it is asked to prepare. */
    private Connection listening(List<String> questions) {
        return H2.proxy(Connection.class, (method, args) -> {
            if (method.getName().equals("prepareStatement")) {
                questions.add((String) args[0]);
            }
            return method.invoke(db, args);
        });
    }

    /** A pool with this one connection. */
    private DataSource onlyOne() {
        var pooled = H2.proxy(
                Connection.class, (method, args) -> method.getName().equals("close") ? null : method.invoke(db, args));
        return H2.proxy(DataSource.class, (method, args) -> pooled);
    }
}
