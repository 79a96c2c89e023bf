package dev.confab.log;

import dev.confab.event.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a log and never passes a hole.
 *
 * <p>On MariaDB a snapshot may show N+1 before N for moments, although seqs are given out in commit order. So a reader
 * stops before a missing number and reads again; a hole that stays is one that was cut off on purpose.
 */
@ApplicationScoped
class LogReader {
    private static final long[] PAUSES_MS = {5, 20, 80};
    /** How far back a hole may be: one group of the writer is younger than any read. */
    private static final int LAST = 64;

    @Inject
    private LogStore store;

    LogReader() {} // the container makes a proxy by it

    LogReader(LogStore store) {
        this.store = store;
    }

    /** By one look at all of them; where it shows a hole, that log is read by itself. */
    Map<String, Slice> read(Map<String, Long> places, int limit) {
        Map<String, List<Entry>> seen;
        try (Connection db = store.connect()) {
            seen = store.after(places, limit, db);
        } catch (SQLException e) {
            throw new Unavailable("the logs cannot be read", e);
        }
        Map<String, Slice> slices = new HashMap<>();
        places.forEach((log, after) -> {
            List<Entry> entries = seen.getOrDefault(log, List.of());
            List<Entry> run = gapless(after, entries);
            boolean isHole = run.isEmpty() && !entries.isEmpty();
            slices.put(log, isHole ? read(log, after, limit) : new Slice(run, false));
        });
        return slices;
    }

    Slice read(String log, long after, int limit) {
        for (long pause : PAUSES_MS) {
            List<Entry> entries = look(log, after, limit, false);
            if (entries.isEmpty() || !gapless(after, entries).isEmpty()) {
                return new Slice(gapless(after, entries), false);
            }
            pause(pause);
        }
        // A locking read waits for whoever still holds the missing row.
        List<Entry> settled = gapless(after, look(log, after, limit, true));
        return settled.isEmpty() ? Slice.CUT : new Slice(settled, false);
    }

    /** The log's head, once all that stands before it can be seen: who starts after it has missed nothing. */
    long settledHead(String log) {
        long head = head(log);
        for (long pause : PAUSES_MS) {
            if (isSettled(log, head)) {
                return head;
            }
            pause(pause);
        }
        return head;
    }

    private boolean isSettled(String log, long head) {
        long from = Math.max(0, head - LAST);
        List<Entry> last = look(log, from, LAST, false);
        // Nothing at all is there: cut off, and so settled long ago.
        return last.isEmpty()
                || last.getLast().seq() - last.getFirst().seq() == last.size() - 1L
                        && last.getLast().seq() >= head;
    }

    private long head(String log) {
        try {
            return store.heads(List.of(log)).getOrDefault(log, 0L);
        } catch (SQLException e) {
            throw new Unavailable("the head cannot be read", e);
        }
    }

    /** The longest run without a hole that begins directly after {@code after}. */
    static List<Entry> gapless(long after, List<Entry> entries) {
        int length = 0;
        while (length < entries.size() && entries.get(length).seq() == after + length + 1) {
            length++;
        }
        return entries.subList(0, length);
    }

    private List<Entry> look(String log, long after, int limit, boolean locking) {
        try (Connection db = store.connect()) {
            return store.after(log, after, limit, locking, db);
        } catch (SQLException e) {
            throw new Unavailable("the log cannot be read", e);
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for a hole to close", e);
        }
    }
}
