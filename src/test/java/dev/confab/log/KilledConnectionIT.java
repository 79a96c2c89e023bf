package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.confab.testing.MariaDb;
import dev.confab.testing.Waiting;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The writer's connection is killed, whatever it is at: each time the driver's words must be known for what they are. */
class KilledConnectionIT {

    private final MariaDb server = MariaDb.ofThisJvm();
    private Map<String, String> settings;
    private Connection db;
    private LogStore store;
    private WriterConnection own;

    @BeforeEach
    void connected() throws SQLException {
        MariaDb.mustBeMeant("killed connections", "an embedded database has none");
        settings = server.database().settings();
        db = connect();
        store = new LogStore(onlyOne());
        own = new WriterConnection(store, System::nanoTime);
    }

    @AfterEach
    void end() throws SQLException {
        if (db != null) {
            db.close();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                settings.get("confab.db.url") + "&rewriteBatchedStatements=true", // as the application has it
                settings.get("confab.db.user"),
                settings.get("confab.db.password"));
    }

    /** A pool with this one connection, that does not look whether it is alive. */
    private DataSource onlyOne() {
        var pooled = H2.proxy(
                Connection.class, (method, args) -> method.getName().equals("close") ? null : method.invoke(db, args));
        return H2.proxy(DataSource.class, (method, args) -> pooled);
    }

    private void kill() throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery("SELECT CONNECTION_ID()")) {
            rows.next();
            server.execute("KILL " + rows.getLong(1));
        }
    }

    private static void mustBeKnown(ThrowingCallable work) {
        var failure = new GroupFailure(catchThrowable(work));
        assertThat(failure.getCause()).isNotNull();
        assertThat(failure.isTransient()).as("%s", failure.getCause()).isTrue();
    }

    @Test
    void a_node_that_is_cut_off_in_the_middle_of_a_group_holds_its_rows_for_seconds() throws SQLException {
        run("CREATE TABLE attic (id INT PRIMARY KEY)");
        own.take();
        run("INSERT INTO attic VALUES (1)");
        // Nothing more is heard of it.
        try (var other = connect();
                var statement = other.createStatement()) {
            statement.execute("SET SESSION innodb_lock_wait_timeout = 15");
            statement.execute("INSERT INTO attic VALUES (1)");
        }
        own.rollBack();
    }

    @Test
    void given_back_it_is_waited_for_as_long_as_any_other() throws SQLException {
        var usual = waitTimeout();
        own.take();
        assertThat(waitTimeout()).isLessThan(usual);
        own.commit();
        own.giveBack();
        assertThat(waitTimeout()).isEqualTo(usual);
    }

    /** Its rows are let go in time as well, and the pool has its connection back as it was. */
    @Test
    void a_group_with_entities_is_waited_for_no_longer_and_the_next_user_as_usual() throws Exception {
        var usual = waitTimeout();
        var during = new ArrayList<Integer>();
        var group = new GroupTransaction(
                onlyOnes(), H2.proxy(EntityManager.class, (method, args) -> null), store, own, Clock.systemUTC());

        group.write(List.of(looking(during::add)));

        assertThat(during).hasSize(1).allSatisfy(seconds -> assertThat(seconds).isLessThan(usual));
        assertThat(waitTimeout()).isEqualTo(usual);
    }

    private UserTransaction onlyOnes() {
        return H2.proxy(UserTransaction.class, (method, args) -> {
            switch (method.getName()) {
                case "begin" -> db.setAutoCommit(false);
                case "commit" -> {
                    db.commit();
                    db.setAutoCommit(true);
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private Change<Void> looking(Consumer<Integer> saw) {
        return new Change<>() {
            @Override
            public Collection<String> logs() {
                return List.of();
            }

            @Override
            public Void write(Transaction tx) {
                try {
                    saw.accept(waitTimeout());
                    return null;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private int waitTimeout() throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery("SELECT @@SESSION.wait_timeout")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void before_it_is_taken() throws SQLException {
        kill();
        mustBeKnown(() -> own.take());
    }

    @Test
    void before_it_is_given_back() throws SQLException {
        own.take();
        own.commit();
        kill();
        own.giveBack(); // tells nobody: nothing was open on it
    }

    @Test
    void before_it_rolls_back() throws SQLException {
        own.take();
        kill();
        own.rollBack();
    }

    @Test
    void before_it_commits() throws SQLException {
        run("CREATE TABLE attic (id INT)");
        own.take();
        run("INSERT INTO attic VALUES (1)");
        kill();
        mustBeKnown(own::commit);
    }

    @Test
    void while_a_statement_is_at_work() throws SQLException {
        own.take();
        var killed = killedOnceItSays("SELECT SLEEP(30)");
        mustBeKnown(() -> run("SELECT SLEEP(30)"));
        killed.join();
    }

    @Test
    void while_one_of_several_statements_is_at_work() throws SQLException {
        own.take();
        var killed = killedOnceItSays("SELECT SLEEP(30)");
        mustBeKnown(() -> run("SELECT 1; SELECT SLEEP(30); SELECT 2"));
        killed.join();
    }

    @Test
    void while_a_statement_waits_for_a_row_and_when_it_is_asked_again() throws SQLException {
        run("CREATE TABLE attic (id INT PRIMARY KEY)");
        run("INSERT INTO attic VALUES (1)");
        own.take();
        try (var other = connect();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT id FROM attic FOR UPDATE");
            var killed = killedOnceItSays("UPDATE attic");
            mustBeKnown(() -> run("UPDATE attic SET id = 2"));
            killed.join();
            mustBeKnown(() -> run("UPDATE attic SET id = 2"));
            mustBeKnown(() -> db.prepareStatement("UPDATE attic SET id = 2").executeBatch());
            mustBeKnown(() -> own.commit());
            other.rollback();
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    private CompletableFuture<Void> killedOnceItSays(String words) {
        return CompletableFuture.runAsync(() -> {
            try (var other = connect();
                    var looking = other.prepareStatement("SELECT ID FROM information_schema.PROCESSLIST"
                            + " WHERE DB = DATABASE() AND ID <> CONNECTION_ID() AND INFO LIKE ?")) {
                looking.setString(1, "%" + words + "%");
                Waiting.until("the statement to be at work", () -> {
                    try (var rows = looking.executeQuery()) {
                        if (rows.next()) {
                            server.execute("KILL " + rows.getLong(1));
                            return true;
                        }
                        return false;
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
