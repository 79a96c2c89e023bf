package dev.confab.bench;

import java.util.Arrays;

/** Counts times in buckets of at most 1 % width, so that a figure for each of millions of deliveries costs nothing. For several threads. */
final class Latencies {
    private static final int STEPS = 128;
    private static final int STEP_BITS = 7;

    private final long[] counts = new long[STEPS * (Long.SIZE - STEP_BITS)];
    private long total;

    synchronized void add(long nanos) {
        counts[bucket(Math.max(nanos, 0))]++;
        total++;
    }

    synchronized void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** Milliseconds; NaN when nothing was counted. */
    synchronized double percentile(double percent) {
        long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return nanos(i) / 1e6;
            }
        }
        return Double.NaN;
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static double nanos(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return (double) ((long) (bucket % STEPS + STEPS) << shift);
    }
}
