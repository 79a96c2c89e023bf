package dev.confab.faults;

import dev.confab.testing.Checker.Fault;
import dev.confab.testing.Verdict;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of one row.
 *
 * @param more what this row alone measures, by name
 */
record Outcome(Verdict verdict, int unanswered, double holesMet, double recoverSeconds, Map<String, Double> more) {
    static final String HEADER =
            "| row | fault | bars | sent | acked | lost | dup | order | leaked | hole_met | p50 ms | p99 ms"
                    + " | max_silence s | recover_s | more | control |";
    static final String RULER = "|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---|";

    /** Columns between the fault and what the row alone measures. */
    static final int FIGURES = 11;

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
        return "%d | %d | %d | %d | %d | %d | %.0f | %.0f | %.0f | %.1f | %.1f | %s"
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
                        recoverSeconds,
                        told());
    }

    @Override
    public String toString() {
        return "%s unanswered=%d hole_met=%.0f level_p50=%.0fms level_p99=%.0fms max_silence=%.1fs recover_s=%.1f %s"
                .formatted(
                        verdict,
                        unanswered,
                        holesMet,
                        verdict.figures().level().p50(),
                        verdict.figures().level().p99(),
                        silenceSeconds(),
                        recoverSeconds,
                        told());
    }

    /** What this row alone measures. */
    String told() {
        return more.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(figure -> "%s=%.1f".formatted(figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(" "));
    }
}
