package dev.confab.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, with a limit. */
public final class Waiting {

    /** Enough for anything that should happen at once, on a machine that has other things to do. */
    public static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Waiting() {}

    /** Returns when the condition holds. Fails with the reason, as it reads then, if it does not within the limit. */
    public static void until(Duration limit, Supplier<String> orElse, BooleanSupplier condition) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toMillis() + " ms: " + orElse.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The same, with {@link #SOON} and a fixed reason. */
    public static void until(String what, BooleanSupplier condition) {
        until(SOON, () -> what, condition);
    }

    /** Watches for the whole time that the condition holds on: for what must <em>not</em> happen. */
    public static void throughout(Duration time, String what, BooleanSupplier condition) {
        var start = System.nanoTime();
        do {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("no longer after " + (System.nanoTime() - start) / 1_000_000 + " ms: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() - start < time.toNanos());
    }
}
