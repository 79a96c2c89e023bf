package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupFailureTest {

    @ParameterizedTest
    @CsvSource({
        "1213,  40001, true,  false, deadlock",
        "1205,  HY000, true,  false, lock wait timeout",
        "1020,  HY000, true,  false, record has changed since the snapshot",
        "40001, 40001, true,  false, a deadlock on H2",
        "50200, HYT00, true,  false, a lock timeout on H2",
        "0,     08S01, true,  true,  the connection broke",
        "0,     08003, true,  true,  the connection is closed",
        "1290,  HY000, false, true,  read only after a failover",
        "1792,  25006, false, true,  a read-only transaction",
        "1836,  HY000, false, true,  a read-only mode",
        "1114,  HY000, false, true,  no room for the table",
        "1021,  HY000, false, true,  no room on the disk",
        "1026,  HY000, false, true,  a file cannot be written",
        "1030,  HY000, false, true,  the engine says so",
        "0,     S1000, true,  true,  Not a navigable ResultSet.",
        "0,     S1000, true,  true,  Operation not allowed after ResultSet closed",
        "1053,  08S01, true,  true,  the server shuts down",
        "1062,  23000, false, false, a duplicate key",
        "23505, 23505, false, false, a duplicate key on H2",
        "1406,  22001, false, false, too long for its column",
    })
    void the_database_itself_says_whether_to_try_again(
            int code, String state, boolean isTransient, boolean isOutage, String why) {
        GroupFailure failure = new GroupFailure(new IllegalStateException(new SQLException(why, state, code)));
        assertThat(failure.isTransient()).as(why).isEqualTo(isTransient);
        assertThat(failure.isOutage()).as(why).isEqualTo(isOutage);
        assertThat(failure.isDuplicate()).as(why).isEqualTo(why.startsWith("a duplicate key"));
    }

    @Test
    void an_empty_pool_is_an_outage() {
        GroupFailure failure =
                new GroupFailure(new SQLException("Error in allocating a connection. Cause: connection refused"));
        assertThat(failure.isOutage()).isTrue();
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void a_failure_in_a_batch_counts_like_any_other() {
        assertThat(new GroupFailure(new BatchUpdateException("deadlock", "40001", 1213, new int[0])).isTransient())
                .isTrue();
    }

    @Test
    void what_nobody_can_say_is_an_outage_and_not_tried_again() {
        for (Exception cause : List.of(
                new SQLException("gone", "08S01"),
                new SQLException("a duplicate key", "23000", 1062),
                new SQLException(),
                new InterruptedException())) {
            GroupFailure failure = GroupFailure.ofUnknownOutcome(cause);
            assertThat(failure.isOutage()).isTrue();
            assertThat(failure.isTransient()).isFalse();
            assertThat(failure.isDuplicate()).isFalse();
        }
    }

    @Test
    void a_bug_is_neither() {
        GroupFailure failure = new GroupFailure(new NullPointerException());
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.isOutage()).isFalse();
    }

    @Test
    void an_error_without_a_message_or_state_is_neither() {
        GroupFailure failure = new GroupFailure(new SQLException());
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.isOutage()).isFalse();
    }
}
