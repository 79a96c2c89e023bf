package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class WriterConnectionTest {
    private static final Logger QUIET = Logger.getLogger(WriterConnection.class.getName());

    static {
        QUIET.setLevel(Level.OFF); // the failures are meant
    }

    private final H2 database = new H2();
    private long now;
    private final WriterConnection own = new WriterConnection(new LogStore(database.pool()), () -> now);

    @Test
    void it_stays_for_a_second_and_then_the_pool_looks_at_it() throws SQLException {
        Connection first = own.take();
        own.commit();
        now += TimeUnit.MILLISECONDS.toNanos(999);
        assertThat(own.take()).isSameAs(first);
        own.commit();
        now += TimeUnit.MILLISECONDS.toNanos(2);
        assertThat(own.take()).isNotSameAs(first);
        assertThat(first.isClosed()).isTrue();
        assertThat(database.taken()).isEqualTo(2);
    }

    @Test
    void it_is_given_back_as_it_was_taken() throws SQLException {
        Connection taken = own.take();
        assertThat(taken.getAutoCommit()).isFalse();
        own.commit();
        own.giveBack();
        assertThat(taken.isClosed()).isTrue();
        own.giveBack();
        own.rollBack();
        assertThat(own.take().isClosed()).isFalse();
    }

    @Test
    void after_a_rollback_another_one_is_taken() throws SQLException {
        Connection first = own.take();
        first.createStatement().execute("INSERT INTO log_head (id, seq, fence) VALUES ('attic', 0, 0)");
        own.rollBack();
        assertThat(own.take()).isNotSameAs(first);
        assertThat(database.rows("SELECT id FROM log_head WHERE id = 'attic'")).isEmpty();
    }

    @Test
    void one_that_cannot_roll_back_is_thrown_away_with_what_was_done_on_it() throws SQLException {
        Connection first = own.take();
        first.createStatement().execute("INSERT INTO log_head (id, seq, fence) VALUES ('attic', 0, 0)");
        database.beDeaf();
        own.rollBack();
        assertThat(first.isClosed()).isTrue();
        assertThat(database.rows("SELECT id FROM log_head WHERE id = 'attic'")).isEmpty();
        assertThat(own.take()).isNotSameAs(first);
    }
}
