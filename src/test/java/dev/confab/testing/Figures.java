package dev.confab.testing;

import dev.confab.testing.History.Heard;
import dev.confab.testing.History.Outcome;
import java.util.HashMap;

/**
 * How much a run did and how fast: from the send's first going out to each showing of it, in milliseconds, repeats and
 * faults included.
 *
 * @param silence the longest time in which no reader heard anything, between the first and the last thing heard
 */
public record Figures(int sent, int acked, int shown, double p50, double p99, double max, double silence) {

    static Figures of(History history) {
        var sends = history.sends();
        var invoked = new HashMap<String, Long>();
        sends.forEach(send -> invoked.put(send.text(), send.invokedAt()));
        var heard = history.readers().values().stream()
                .flatMap(steps -> steps.stream())
                .filter(Heard.class::isInstance)
                .map(Heard.class::cast)
                .filter(one -> invoked.containsKey(one.text()))
                .toList();
        var delays = heard.stream()
                .mapToDouble(one -> (one.at() - invoked.get(one.text())) / 1e6)
                .sorted()
                .toArray();
        var times = heard.stream().mapToLong(Heard::at).sorted().toArray();
        long silence = 0;
        for (var i = 1; i < times.length; i++) {
            silence = Math.max(silence, times[i] - times[i - 1]);
        }
        var acked = (int)
                sends.stream().filter(send -> send.outcome() == Outcome.ACKED).count();
        return new Figures(
                sends.size(),
                acked,
                heard.size(),
                quantile(delays, 0.5),
                quantile(delays, 0.99),
                quantile(delays, 1),
                silence / 1e6);
    }

    private static double quantile(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    @Override
    public String toString() {
        return "sent=%d acked=%d shown=%d p50=%.0fms p99=%.0fms max=%.0fms silence=%.0fms"
                .formatted(sent, acked, shown, p50, p99, max, silence);
    }
}
