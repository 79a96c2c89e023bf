package dev.confab.faults;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One row of the fault matrix.
 *
 * @param bars what must hold beside: nothing lost, doubled, out of order or leaked, and nothing unanswered
 * @param control what the control's clients leave undone; NOTHING where the control is another one
 * @param badLine how the clients come in that the row calls those on a bad line
 * @param worse null where it has another control
 */
record Row(
        String id, String fault, Strike strike, List<Bar> bars, Client.Neglect control, BadLine badLine, Worse worse) {

    static final String P99 = "p99 from ack to the last reader";

    /** How some of the clients come in. */
    enum BadLine {
        /** By a proxy of their own before the balancer, and by no other way. */
        STREET,
        /** The same, with the good proxy as another way, as a telephone has two networks. */
        TWO_STREETS,
        /** Straight to a node, with a small receive buffer, so that it is felt there when one takes nothing. */
        DIRECT
    }

    /** What happens to the rig while people talk. */
    interface Strike {
        void on(Run run);
    }

    /**
     * A control where nothing of ours can be left out: the same fault, but more than the row's bars allow for.
     *
     * @param missed the figure whose bar must be missed by it
     */
    record Worse(String what, String missed, Strike strike) {}

    /** A figure that must not be above its limit, or below where {@code isAtLeast}. */
    record Bar(String figure, double limit, boolean isAtLeast, boolean isTime, ToDoubleFunction<Outcome> value) {
        Bar(String figure, double limit, boolean isAtLeast, ToDoubleFunction<Outcome> value) {
            this(figure, limit, isAtLeast, figure.endsWith("_s") || figure.endsWith("_ms"), value);
        }

        /** The same, but however long it takes, if only it has an end. */
        Bar withoutTime() {
            return isTime && !isAtLeast ? new Bar(figure, Double.MAX_VALUE, isAtLeast, true, value) : this;
        }

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
        return new Row(id, fault, strike, List.of(bars), control, BadLine.STREET, null);
    }

    Row badLine(BadLine other) {
        return new Row(id, fault, strike, bars, control, other, worse);
    }

    Row worse(String what, String missed, Strike other) {
        return new Row(id, fault, strike, bars, control, badLine, new Worse(what, missed, other));
    }

    /** The row as it is struck where it must come out red. */
    Row madeWorse() {
        return new Row(id, fault, worse.strike(), bars, control, badLine, null);
    }

    /** Whether the bar of this figure does not hold. */
    boolean misses(String figure, Outcome outcome) {
        var bar = bars.stream()
                .filter(one -> one.figure().equals(figure))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no bar of " + figure));
        return !bar.holds(outcome);
    }

    static Bar recover(double seconds) {
        return new Bar("recover_s", seconds, false, Outcome::recoverSeconds);
    }

    static Bar silence(double seconds) {
        return new Bar("max_silence", seconds, false, true, Outcome::silenceSeconds);
    }

    static Bar p99(double seconds) {
        return new Bar(P99, seconds, false, true, Outcome::p99Seconds);
    }

    /** Of what the row alone measures. */
    static Bar atMost(String figure, double limit) {
        return new Bar(figure, limit, false, outcome -> outcome.more().get(figure));
    }

    static Bar atLeast(String figure, double limit) {
        return new Bar(figure, limit, true, outcome -> outcome.more().get(figure));
    }

    static Bar holes() {
        return new Bar("hole_met", 1, true, Outcome::holesMet);
    }
}
