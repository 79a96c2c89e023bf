package dev.confab.bench;

import dev.confab.bench.Crowd.Somebody;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** A node is gone, and all its people come to this one at once, while others talk here. */
final class StormBench {
    /** All talk together, in each second. */
    private static final int MESSAGES = 20;

    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int WARM_UP = 1_000;

    private final Plan plan;
    private final Crowd crowd;
    private final String database;
    private final Table table;

    StormBench(Plan plan, Crowd crowd, String database, Table table) {
        this.plan = plan;
        this.crowd = crowd;
        this.database = database;
        this.table = table;
    }

    /** @param questions how many statements the database has been asked so far */
    void run(ServerUnderLoad server, LongSupplier questions) throws IOException {
        // The others are not to wait for their acks because this load has thousands of sockets to look after.
        try (var loop = new Loop();
                var apart = new Loop();
                var thread = Executors.newSingleThreadExecutor()) {
            var talk = new Talk(apart, crowd, server.port(), MESSAGES);
            var isOver = new AtomicBoolean();
            var talking =
                    CompletableFuture.runAsync(() -> apart.until("the storms are over", LONGEST, isOver::get), thread);
            try {
                loop.during(plan.firstWarmUp());
                storm(
                        loop,
                        server,
                        talk,
                        questions,
                        Math.min(WARM_UP, crowd.people().size()),
                        false);
                for (int returning : plan.returning()) {
                    storm(loop, server, talk, questions, returning, true);
                }
            } finally {
                isOver.set(true);
            }
            talking.join();
        }
    }

    private void storm(
            Loop loop, ServerUnderLoad server, Talk talk, LongSupplier questions, int returning, boolean isMeasured) {
        List<Somebody> people = crowd.people().subList(0, returning);
        talk.times().clear();
        loop.during(QUIET);
        double quiet = talk.times().percentile(99);
        double quietMedian = talk.times().percentile(50);
        talk.times().clear();
        long asked = questions.getAsLong();
        var watch = new Measured.Watch(server.handle());
        long begun = System.nanoTime();
        var storm = new Storm(loop, crowd, people, server.port(), talk.heads());
        loop.until(returning + " are level", PATIENCE, storm::isLevel);
        double seconds = (System.nanoTime() - begun) / 1e9;
        var measured = watch.stop(returning, storm.times());
        long questionsOfAll = questions.getAsLong() - asked;
        double p99 = talk.times().percentile(99);
        if (isMeasured) {
            table.remark(String.format(
                    Locale.ROOT,
                    "%s: %d come back at once, level after %.1f s (each: p50 %.1f s, p99 %.1f s), %d tries more;"
                            + " %.1f statements and %.1f ms of a core of the server for each, %.0f %% of the cores for others; acks of others p50 %.1f -> %.1f ms, p99 %.1f -> %.1f ms (%.1f x)",
                    database,
                    returning,
                    seconds,
                    storm.times().percentile(50) / 1e3,
                    storm.times().percentile(99) / 1e3,
                    storm.failures(),
                    (double) questionsOfAll / returning,
                    measured.cost() / 1e3,
                    measured.others() * 100,
                    quietMedian,
                    talk.times().percentile(50),
                    quiet,
                    p99,
                    p99 / quiet));
            storm.reasons().forEach((why, count) -> table.remark("  " + count + " times: " + why));
        }
        storm.close();
        if (storm.broken() > 0) {
            throw new Unexpected(storm.broken() + " events or resets out of order for " + returning);
        }
        loop.during(Duration.ofSeconds(3));
    }
}
