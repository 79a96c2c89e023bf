package dev.confab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the cores were used for: by the server under load, and by processes that are neither the load nor started by it.
 * Wall-clock figures of a machine that others use are worth little; the server's own time per message is worth more.
 */
final class Machine {
    private static final Path STAT = Path.of("/proc/stat");
    /** Columns of the line {@code cpu} in proc(5): user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;

    private Machine() {}

    /**
     * A moment's counts.
     *
     * @param server nanoseconds of the server's process, or of those that are one server together
     * @param ours nanoseconds of the load and all that it has started
     * @param busy ticks of all cores that somebody used
     * @param all ticks of all cores
     */
    record Usage(long server, long ours, long busy, long all) {}

    static Usage usage(List<ProcessHandle> server) {
        long[] ticks = ticks();
        long all = Arrays.stream(ticks).sum();
        return new Usage(
                server.stream().mapToLong(Machine::nanos).sum(), ours(), all - ticks[IDLE] - ticks[IO_WAIT], all);
    }

    private static long ours() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .mapToLong(Machine::nanos)
                .sum();
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** The share of the cores that others used from {@code before} to {@code after}, 0 to 1; NaN where it is not known. */
    static double others(Usage before, Usage after, long nanos) {
        double all = after.all() - before.all();
        double ours = (double) (after.ours() - before.ours())
                / nanos
                / Runtime.getRuntime().availableProcessors();
        return all == 0 ? Double.NaN : Math.max(0, (after.busy() - before.busy()) / all - ours);
    }

    private static long[] ticks() {
        if (!Files.isReadable(STAT)) {
            return new long[COLUMNS];
        }
        try (var lines = Files.lines(STAT)) {
            return Stream.of(lines.findFirst().orElseThrow().split("\\s+"))
                    .skip(1)
                    .limit(COLUMNS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
