package dev.confab.testing;

import dev.confab.testing.History.Heard;
import dev.confab.testing.History.Outcome;
import dev.confab.testing.History.Reader;
import dev.confab.testing.Operation.What;
import java.util.HashMap;
import java.util.Map;

/**
 * How much a run did and how fast: from the send's first going out to each showing of it, in milliseconds, repeats and
 * faults included.
 *
 * @param silence the longest time in which no reader heard anything, between the first and the last thing heard
 * @param longestSilence the longest time in which one reader heard nothing on any of its logs
 * @param level from the ack of a message until the last of its readers was shown it
 */
public record Figures(
        int sent,
        int acked,
        int shown,
        double p50,
        double p99,
        double max,
        double silence,
        double longestSilence,
        Quantiles level) {

    /** In milliseconds. */
    public record Quantiles(double p50, double p99, double max) {
        static Quantiles of(double[] sorted) {
            return new Quantiles(quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 1));
        }
    }

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
                silence / 1e6,
                longestSilence(history) / 1e6,
                Quantiles.of(level(history)));
    }

    private static double[] level(History history) {
        var last = new HashMap<Reader, Long>();
        history.operations().stream()
                .filter(one -> one.what() == What.HEAR && one.text() != null)
                .forEach(one -> last.merge(new Reader(one.text(), one.log()), one.at(), Math::max));
        return history.sends().stream()
                .filter(send -> send.outcome() == Outcome.ACKED)
                .mapToDouble(send -> last.getOrDefault(new Reader(send.text(), send.channel()), 0L) - send.answeredAt())
                .filter(nanos -> nanos > 0)
                .map(nanos -> nanos / 1e6)
                .sorted()
                .toArray();
    }

    private static long longestSilence(History history) {
        Map<String, Long> last = new HashMap<>();
        long longest = 0;
        for (var one : history.operations()) {
            if (one.what() == What.HEAR) {
                var before = last.put(one.process(), one.at());
                longest = Math.max(longest, before == null ? 0 : one.at() - before);
            }
        }
        return longest;
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
