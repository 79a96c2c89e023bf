package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.MariaDb;
import dev.confab.testing.World;
import org.junit.jupiter.api.Test;

/** A message is on the disk before it is acked (F35). A lost machine cannot be had here: the database's own count is. */
@InTheWorld(limited = false)
class FsyncIT {

    private static final int SENDS = 200;

    @Test
    void each_message_that_is_acked_alone_has_waited_for_the_disk(World world) {
        MariaDb.mustBeMeant("F35 fsync", "H2 does not count");
        var database = MariaDb.ofThisJvm();
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var live = world.live(ann);

        assertThat(fsyncsWhileSending(live, garden, database)).isGreaterThanOrEqualTo(SENDS);
        // The premise: it is what the database is told that does it.
        database.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
        try {
            assertThat(fsyncsWhileSending(live, garden, database)).isLessThan(SENDS / 2);
        } finally {
            database.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        }
    }

    private static long fsyncsWhileSending(Live live, String channel, MariaDb database) {
        var before = database.fsyncs();
        for (var i = 0; i < SENDS; i++) {
            live.acked(live.send(channel, "on the disk " + i));
        }
        return database.fsyncs() - before;
    }
}
