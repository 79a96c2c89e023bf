package dev.confab.faults;

import java.util.ArrayList;
import java.util.List;

/** What makes the rig whole again. Each is done, whatever becomes of the others: the next row is on the same rig. */
final class Repairs implements AutoCloseable {
    private final List<Runnable> repairs = new ArrayList<>();

    void add(Runnable repair) {
        repairs.add(repair);
    }

    /** Throws the first failure, with the others in it. */
    @Override
    public void close() {
        var left = repairs.iterator();
        while (left.hasNext()) {
            try {
                left.next().run();
            } catch (RuntimeException | Error e) {
                left.forEachRemaining(repair -> tryIt(repair, e));
                throw e;
            }
        }
    }

    private static void tryIt(Runnable repair, Throwable former) {
        try {
            repair.run();
        } catch (RuntimeException | Error e) {
            former.addSuppressed(e);
        }
    }
}
