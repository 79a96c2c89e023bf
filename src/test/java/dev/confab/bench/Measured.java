package dev.confab.bench;

import java.util.List;

/**
 * What one round has shown.
 *
 * @param perSecond of what the row counts
 * @param p50 milliseconds; NaN where no times are taken
 * @param p99 milliseconds
 * @param cost microseconds of a core that the server's processes spent for one of what the row counts
 * @param others the share of the cores that processes of others took, 0 to 1
 */
record Measured(double perSecond, double p50, double p99, double cost, double others) {

    /** Counts from its making on. */
    static final class Watch {
        private final List<ProcessHandle> server;
        private final Machine.Usage before;
        private final long start = System.nanoTime();

        Watch(ProcessHandle server) {
            this(List.of(server));
        }

        Watch(List<ProcessHandle> server) {
            this.server = server;
            this.before = Machine.usage(server);
        }

        Measured stop(long count, Latencies times) {
            long nanos = System.nanoTime() - start;
            var after = Machine.usage(server);
            return new Measured(
                    count * 1e9 / nanos,
                    times.percentile(50),
                    times.percentile(99),
                    (after.server() - before.server()) / 1e3 / count,
                    Machine.others(before, after, nanos));
        }
    }
}
