package dev.confab.faults;

import dev.confab.testing.MariaDb;
import dev.confab.testing.Wire;

/** How rows strike with what there is too little of: connections with the database, and room on its disk. */
final class Shortages {
    static final String REFUSAL = "refusal_p99_s";
    static final String WITHOUT_ANSWER = "without_answer";
    static final double LONGEST_REFUSAL = 2.5;

    private static final double POSTS_PER_SECOND = 100;
    private static final long SLOW_MS = 25;
    private static final double FULL_FOR = 12;
    private static final double LONG_POSTS_PER_SECOND = 25;
    private static final int LONG = 7_500;
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;

    private Shortages() {}

    /** Everybody posts while the database takes its time, and the nodes have four connections each. */
    static void poolExhausted(Run run) {
        var nodes = run.rig().nodes();
        run.afterwards(() -> nodes.forEach(node -> node.toDatabase().latency(0)));
        nodes.forEach(node -> node.toDatabase().latency(SLOW_MS));
        try (var rush = Rush.begin(run, POSTS_PER_SECOND);
                var health = Probe.of(nodes, "/health/live");
                var page = Probe.of(nodes, "/")) {
            run.pause(12);
            rush.end();
            run.tell("posts", rush.posts());
            run.tell("refused", rush.refused());
            run.tell("broken", rush.broken());
            run.tell(WITHOUT_ANSWER, rush.withoutAnswer());
            run.tell(REFUSAL, rush.refusalP99());
            run.tell("health_failures", health.failures());
            run.tell("health_p99_s", health.p99());
            run.tell("page_failures", page.failures());
            run.tell("page_p99_s", page.p99());
        }
        nodes.forEach(node -> node.toDatabase().latency(0));
        run.recoverFromNow();
        run.rig().awaitAll();
    }

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
            run.tell(
                    "database_ended",
                    run.rig().mariaDb().answers() ? 0 : startAgain(run.rig().mariaDb()));
            var freed = System.nanoTime();
            rush.end();
            run.tell("refused", rush.refused() + refused(run, UNAVAILABLE));
            run.tell("broken", rush.broken() + refused(run, BROKEN));
            run.tell(WITHOUT_ANSWER, rush.withoutAnswer());
            run.tellOfTheFirstAckAfter(freed);
            run.recoverFrom(freed, run.crew().heads());
        }
        run.rig().awaitAll();
    }

    private static int startAgain(MariaDb ended) {
        ended.kill9(); // its shell is there yet
        ended.restart();
        return 1;
    }

    /** How many sends were refused by the socket though their authors did nothing wrong. */
    static long refusedByFaultOfOurs(Run run) {
        return refused(run, UNAVAILABLE) + refused(run, BROKEN);
    }

    /** How many sends were refused by the socket with this status. */
    private static long refused(Run run, int status) {
        return run.crew().clients().stream()
                .flatMap(client -> client.live().frames("refused").stream())
                .filter(frame -> Wire.number(frame.getJsonObject("problem"), "status") == status)
                .count();
    }
}
