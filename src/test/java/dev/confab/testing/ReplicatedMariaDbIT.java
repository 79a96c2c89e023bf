package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.testing.ReplicatedMariaDb.Commit;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "confab.test.db", matches = "mariadb")
class ReplicatedMariaDbIT {
    private static final String NOTES = "SELECT COUNT(*) AS many FROM notes.notes";

    @Test
    void a_promoted_replica_has_all_that_was_committed_and_nothing_is_committed_without_it() throws Exception {
        try (var both = ReplicatedMariaDb.start("semi-sync", Commit.SEMI_SYNC)) {
            both.primary()
                    .execute("CREATE DATABASE notes", "CREATE TABLE notes.notes (id INT AUTO_INCREMENT PRIMARY KEY)");
            for (var i = 0; i < 20; i++) {
                note(both.primary());
            }
            assertThat(both.awaitedCommits()).isGreaterThanOrEqualTo(20);

            both.line().hold(true);
            var last = CompletableFuture.runAsync(() -> note(both.primary()), Thread::startVirtualThread);
            assertThatThrownBy(() -> last.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(both.primary().ask(NOTES, "many"))
                    .as("read before it was safe")
                    .isEqualTo("20");
            both.primary().kill9();
            both.promote();

            assertThatThrownBy(() -> last.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
            assertThat(both.replica().ask(NOTES, "many")).isEqualTo("20");
            note(both.replica());
            assertThat(both.replica().ask("SELECT MAX(id) AS last FROM notes.notes", "last"))
                    .isEqualTo("21");
        }
    }

    @Test
    void a_primary_that_does_not_wait_for_its_replica_has_committed_what_is_lost() {
        try (var both = ReplicatedMariaDb.start("async", Commit.ASYNC)) {
            both.primary()
                    .execute("CREATE DATABASE notes", "CREATE TABLE notes.notes (id INT AUTO_INCREMENT PRIMARY KEY)");
            note(both.primary());
            Waiting.until(
                    "the replica has it",
                    () -> both.replica()
                            .ask("SELECT @@gtid_slave_pos AS at", "at")
                            .equals(both.primary().ask("SELECT @@gtid_binlog_pos AS at", "at")));

            both.line().hold(true);
            note(both.primary());
            both.primary().kill9();
            both.promote();

            assertThat(both.replica().ask(NOTES, "many")).isEqualTo("1");
            assertThat(both.replica().ask("SELECT @@read_only AS yes", "yes")).isEqualTo("0");
        }
    }

    private static void note(MariaDb server) {
        server.execute("INSERT INTO notes.notes VALUES ()");
    }
}
