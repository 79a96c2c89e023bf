package dev.confab.attachment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many may do something at once: of one user, and of all. A slow line must not take the threads of all others. */
public final class Turns {
    private final int ofUser;
    private final int ofAll;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    Turns(int ofUser, int ofAll) {
        this.ofUser = ofUser;
        this.ofAll = ofAll;
    }

    /** Whether there was room, at once or within this time; who has taken a turn gives it back. */
    public synchronized boolean take(String user, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        while (all >= ofAll || taken.getOrDefault(user, 0) >= ofUser) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        taken.merge(user, 1, Integer::sum);
        all++;
        return true;
    }

    public synchronized void giveBack(String user) {
        taken.computeIfPresent(user, (none, count) -> count == 1 ? null : count - 1);
        all--;
        notifyAll();
    }

    synchronized int taken() {
        return all;
    }
}
