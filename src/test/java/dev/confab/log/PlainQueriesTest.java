package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PlainQueriesTest {
    private static final String HEADS = "SELECT id, seq FROM log_head WHERE seq > ? AND id <> ? ORDER BY id";

    private final H2 h2 = new H2();
    private final AtomicInteger asked = new AtomicInteger();

    /** Over a pool whose first connections are dead. */
    private PlainQueries withDead(int dead, SQLException death) {
        var source = H2.proxy(DataSource.class, (method, args) -> {
            var isDead = asked.incrementAndGet() <= dead;
            var db = h2.connect();
            return H2.proxy(Connection.class, (call, given) -> {
                if (isDead && call.getName().equals("prepareStatement")) {
                    throw new InvocationTargetException(death);
                }
                return call.invoke(db, given);
            });
        });
        return new PlainQueries(new LogStore(source));
    }

    private void write() throws SQLException {
        for (var head : new String[] {"('c', 3, 0)", "('a', 1, 0)", "('d', 4, 0)", "('b', 2, 0)"}) {
            h2.run("INSERT INTO log_head (id, seq, fence) VALUES " + head);
        }
    }

    private static SQLException lost() {
        return new SQLNonTransientConnectionException("Communications link failure", "08S01");
    }

    @Test
    void rows_come_in_the_order_of_the_question() throws SQLException {
        write();
        assertThat(withDead(0, null).rows(HEADS, row -> row.getString(1) + row.getLong(2), 1, "d"))
                .containsExactly("b2", "c3");
    }

    @Test
    void a_question_whose_connection_was_lost_is_asked_once_more() throws SQLException {
        write();
        assertThat(withDead(1, lost()).rows(HEADS, row -> row.getString(1), 3, ""))
                .containsExactly("d");
        assertThat(asked).hasValue(2);
    }

    @Test
    void one_that_is_lost_twice_is_not_asked_for_ever() {
        var queries = withDead(2, lost());
        assertThatThrownBy(() -> queries.rows(HEADS, row -> row.getString(1), 0, ""))
                .isInstanceOf(Unavailable.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void who_gets_no_connection_does_not_wait_for_one_again() {
        var source = H2.proxy(DataSource.class, (method, args) -> {
            asked.incrementAndGet();
            throw new SQLException("Error in allocating a connection. Cause: In-use connections equal max-pool-size");
        });
        var queries = new PlainQueries(new LogStore(source));
        assertThatThrownBy(() -> queries.rows(HEADS, row -> row.getString(1), 0, ""))
                .isInstanceOf(Unavailable.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void what_is_wrong_with_the_question_itself_is_no_outage() {
        var queries = withDead(0, null);
        assertThatThrownBy(() -> queries.rows("SELECT nothing FROM nowhere", row -> row.getString(1)))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(failure -> assertThat(Unavailable.isBehind(failure)).isFalse());
        assertThat(asked).hasValue(1);
    }
}
