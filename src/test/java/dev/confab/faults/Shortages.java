package dev.confab.faults;

import dev.confab.testing.MariaDb;
import dev.confab.testing.Wire;

/** How rows strike with what there is too little of: room on the database's disk. */
final class Shortages {
    private static final double FULL_FOR = 12;
    private static final double LONG_POSTS_PER_SECOND = 25;
    private static final int LONG = 7_500;
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;

    private Shortages() {}

    /**
     * While people paste long texts, so that what the tables have in reserve is soon used up. MariaDB refuses what finds no
     * room; it ends itself where there is none to take something back, and then whoever has made room starts it again.
     */
    static void diskFull(Run run) {
        var disk = run.rig().disk();
        run.afterwards(disk::free);
        try (var rush = Rush.begin(run, LONG_POSTS_PER_SECOND, LONG)) {
            disk.fill();
            run.pause(FULL_FOR);
            disk.free();
            run.tell("database_ended", run.rig().mariaDb().answers() ? 0 : startAgain(run.rig().mariaDb()));
            var freed = System.nanoTime();
            rush.end();
            run.tell("refused", rush.refused() + refused(run, UNAVAILABLE));
            run.tell("broken", rush.broken() + refused(run, BROKEN));
            run.tell("without_answer", rush.withoutAnswer());
            run.awaitAnAckAfter(freed);
            run.tell("first_ack_s", (System.nanoTime() - freed) / 1e9);
            run.recoverFrom(freed, run.crew().heads());
        }
        run.rig().awaitAll();
    }

    private static int startAgain(MariaDb ended) {
        ended.kill9(); // its shell is there yet
        ended.restart();
        return 1;
    }

    /** How many sends were refused by the socket with this status. */
    private static long refused(Run run, int status) {
        return run.crew().clients().stream()
                .flatMap(client -> client.live().frames("refused").stream())
                .filter(frame -> Wire.number(frame.getJsonObject("problem"), "status") == status)
                .count();
    }
}
