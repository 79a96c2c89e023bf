package dev.confab.faults;

import dev.confab.testing.Meddler;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How much a database is asked, second by second, before something strikes and from then on. */
final class QuestionsPerSecond {
    private static final long SECOND = 1_000_000_000;

    private final List<Double> before = new ArrayList<>();
    private final List<Double> since = new ArrayList<>();
    private boolean hasStruck;
    private boolean isOver;

    private QuestionsPerSecond() {}

    /** Begins to look, and ends when it has been asked for the ratio. */
    static QuestionsPerSecond of(Meddler database) {
        var load = new QuestionsPerSecond();
        Thread.ofVirtual().start(() -> load.watch(database));
        return load;
    }

    private void watch(Meddler database) {
        try {
            var at = System.nanoTime();
            var asked = database.questions();
            while (!isOver()) {
                LockSupport.parkNanos(SECOND);
                var now = System.nanoTime();
                var all = database.questions();
                note((all - asked) * 1.0 * SECOND / (now - at));
                at = now;
                asked = all;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized boolean isOver() {
        return isOver;
    }

    private synchronized void note(double perSecond) {
        (hasStruck ? since : before).add(perSecond);
    }

    synchronized void strike() {
        hasStruck = true;
    }

    /** The most in one second since it struck, in averages of a second before. */
    synchronized double peakRatio() {
        isOver = true;
        return since.stream().mapToDouble(each -> each).max().orElseThrow()
                / before.stream().mapToDouble(each -> each).average().orElseThrow();
    }
}
