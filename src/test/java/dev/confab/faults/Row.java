package dev.confab.faults;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One row of the fault matrix.
 *
 * @param bars what must hold beside: nothing lost, doubled, out of order or leaked, and nothing unanswered
 * @param control what the control's clients leave undone; NOTHING where the control is another one
 */
record Row(String id, String fault, Strike strike, List<Bar> bars, Client.Neglect control) {

    /** What happens to the rig while people talk. */
    interface Strike {
        void on(Run run);
    }

    /** A figure that must not be above its limit, or below where {@code isAtLeast}. */
    record Bar(String figure, double limit, boolean isAtLeast, ToDoubleFunction<Outcome> value) {
        boolean holds(Outcome outcome) {
            var is = value.applyAsDouble(outcome);
            return isAtLeast ? is >= limit : is <= limit;
        }

        String failure(Outcome outcome) {
            return "%s is %.1f, and the bar is %s %.1f"
                    .formatted(figure, value.applyAsDouble(outcome), isAtLeast ? ">=" : "<=", limit);
        }
    }

    static Row of(String id, String fault, Client.Neglect control, Strike strike, Bar... bars) {
        return new Row(id, fault, strike, List.of(bars), control);
    }

    static Bar recover(double seconds) {
        return new Bar("recover_s", seconds, false, Outcome::recoverSeconds);
    }

    static Bar silence(double seconds) {
        return new Bar("max_silence", seconds, false, Outcome::silenceSeconds);
    }

    static Bar p99(double seconds) {
        return new Bar("p99 from ack to the last reader", seconds, false, Outcome::p99Seconds);
    }

    static Bar holes() {
        return new Bar("hole_met", 1, true, Outcome::holesMet);
    }
}
