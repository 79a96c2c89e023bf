package dev.confab.testing;

import dev.confab.testing.History.Heard;
import dev.confab.testing.History.Removed;
import dev.confab.testing.History.Resumed;
import dev.confab.testing.History.StartedAfter;
import dev.confab.testing.History.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * A part of a log that a reader followed: after {@code from}, up to {@code to}.
 *
 * @param heard the highest seq of it that the reader was shown
 */
record Stretch(long from, long to, long heard) {

    boolean contains(long seq) {
        return from < seq && seq <= to;
    }

    /**
     * @param quiet whether the reader was given the time to hear everything, so that the last stretch has no end
     * @param end where a stretch that begins here ends at the latest
     */
    static List<Stretch> of(List<Step> steps, boolean quiet, LongUnaryOperator end) {
        var stretches = new ArrayList<Stretch>();
        long from = -1;
        long heard = -1;
        // Up to the first hole: one that starts afresh was told that there is something to load.
        long whole = -1;
        for (var step : steps) {
            switch (step) {
                case StartedAfter start -> {
                    if (from >= 0) {
                        stretches.add(new Stretch(from, Math.min(whole, end.applyAsLong(from)), heard));
                    }
                    from = start.seq();
                    whole = start.seq();
                    heard = start.seq();
                }
                case Removed removed -> {
                    if (from >= 0) {
                        stretches.add(new Stretch(from, Math.min(removed.seq(), end.applyAsLong(from)), heard));
                    }
                    from = -1;
                }
                case Heard one -> {
                    heard = Math.max(heard, one.seq());
                    whole = one.seq() == whole + 1 ? one.seq() : whole;
                }
                case Resumed ignored -> {
                    // It goes on where it was.
                }
            }
        }
        if (from >= 0) {
            var to = quiet ? Long.MAX_VALUE : heard;
            stretches.add(new Stretch(from, Math.min(to, end.applyAsLong(from)), heard));
        }
        return stretches;
    }
}
