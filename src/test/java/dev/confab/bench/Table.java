package dev.confab.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured: of each row the median of its rounds, and the least and the most. */
final class Table {
    private static final String ROW = "%-54s %9s  %-19s %8s %8s %7s %6s%n";

    /** Two rows and how they must compare: the first's median is to be at least, or at most, so many times the second's. */
    private record Bar(
            String row, String yardstick, double times, boolean isAtMost, ToDoubleFunction<Measured> figure) {}

    private final Map<String, List<Measured>> rows = new LinkedHashMap<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final double loadBefore = load();

    void add(String row, Measured round) {
        rows.computeIfAbsent(row, ignored -> new ArrayList<>()).add(round);
        System.out.printf(
                Locale.ROOT,
                "  %-54s %8.0f/s  p50 %.2f ms  p99 %.2f ms  %.1f us  others %.0f %%%n",
                row,
                round.perSecond(),
                round.p50(),
                round.p99(),
                round.cost(),
                round.others() * 100);
    }

    void bar(String row, String yardstick, double times) {
        bars.add(new Bar(row, yardstick, times, false, Measured::perSecond));
    }

    /** One of the first row is to cost at most so many times what one of the second does. */
    void costBar(String row, String yardstick, double times) {
        bars.add(new Bar(row, yardstick, times, true, Measured::cost));
    }

    void remark(String line) {
        remarks.add(line);
        System.out.println("  " + line);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT, ROW, "", "median /s", "(least - most)", "p50 ms", "p99 ms", "cpu us", "others"));
        rows.forEach((row, rounds) -> out.append(String.format(
                Locale.ROOT,
                ROW,
                row,
                count(median(rounds, Measured::perSecond)),
                "("
                        + count(rounds.stream()
                                .mapToDouble(Measured::perSecond)
                                .min()
                                .orElseThrow()) + " - "
                        + count(rounds.stream()
                                .mapToDouble(Measured::perSecond)
                                .max()
                                .orElseThrow()) + ")",
                millis(median(rounds, Measured::p50)),
                millis(median(rounds, Measured::p99)),
                millis(median(rounds, Measured::cost)),
                String.format(Locale.ROOT, "%.0f %%", median(rounds, Measured::others) * 100))));
        bars.stream()
                .filter(bar -> rows.containsKey(bar.row()) && rows.containsKey(bar.yardstick()))
                .forEach(bar -> {
                    double times =
                            median(rows.get(bar.row()), bar.figure()) / median(rows.get(bar.yardstick()), bar.figure());
                    boolean holds = bar.isAtMost() ? times <= bar.times() : times >= bar.times();
                    out.append(String.format(
                            Locale.ROOT,
                            "%-4s %s: %s%.2f x %s, wanted %s%.2f%n",
                            holds ? "ok" : bar.isAtMost() ? "HIGH" : "LOW",
                            bar.row(),
                            bar.isAtMost() ? "costs " : "",
                            times,
                            bar.yardstick(),
                            bar.isAtMost() ? "at most " : "",
                            bar.times()));
                });
        remarks.forEach(remark -> out.append(remark).append(System.lineSeparator()));
        out.append(String.format(
                Locale.ROOT,
                "%d cores, shared by load and servers; load average before %.1f, after %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                loadBefore,
                load()));
        return out.toString();
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    /** Over the last minute; others may be using the machine. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
