package dev.confab.faults;

import dev.confab.testing.Checker.Fault;
import dev.confab.testing.Verdict;

/** What came of one row. */
record Outcome(Verdict verdict, int unanswered, double holesMet, double recoverSeconds) {
    static final String HEADER = "| row | fault | sent | acked | lost | dup | order | leaked | hole_met | p50 ms | p99 ms"
            + " | max_silence s | recover_s |";
    static final String RULER = "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

    boolean isGood() {
        return verdict.isGood() && unanswered == 0;
    }

    double p99Seconds() {
        return verdict.figures().level().p99() / 1_000;
    }

    double silenceSeconds() {
        return verdict.figures().longestSilence() / 1_000;
    }

    String cells() {
        var figures = verdict.figures();
        return "%d | %d | %d | %d | %d | %d | %.0f | %.0f | %.0f | %.1f | %.1f"
                .formatted(
                        figures.sent(),
                        figures.acked(),
                        verdict.lost(),
                        verdict.count(Fault.DUPLICATE),
                        verdict.disordered(),
                        verdict.count(Fault.LEAK),
                        holesMet,
                        figures.level().p50(),
                        figures.level().p99(),
                        silenceSeconds(),
                        recoverSeconds);
    }

    @Override
    public String toString() {
        return "%s unanswered=%d hole_met=%.0f level_p50=%.0fms level_p99=%.0fms max_silence=%.1fs recover_s=%.1f"
                .formatted(
                        verdict,
                        unanswered,
                        holesMet,
                        verdict.figures().level().p50(),
                        verdict.figures().level().p99(),
                        silenceSeconds(),
                        recoverSeconds);
    }
}
