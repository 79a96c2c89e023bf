package dev.confab.web.live;

import dev.confab.event.Entry;
import dev.confab.log.Logs;
import dev.confab.log.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A log as this node follows it for its connections: where it stands, who listens, and the last events, so that whoever
 * lags a little need not read the database.
 */
final class Feed {
    private static final int TAIL_EVENTS = 256;
    private static final int TAIL_SIZE = 128 * 1024;
    private static final int PAGE = 256;
    /** In the place of a place. */
    static final long NOTHING = -1;

    private final String log;
    private final Logs logs;
    private final FanOut fanOut;
    private final Consumer<String> whenLoginEnds;
    private final Set<Connection> listeners = new LinkedHashSet<>();
    private final Deque<Encoded> tail = new ArrayDeque<>();
    /** The listeners in a list; empty after a change, until it is asked for. */
    private List<Connection> listed = List.of();

    private int tailSize;
    private long position;

    /** At {@code position}, a head of the log: what came after it is found by the check of the heads at the latest. */
    Feed(String log, long position, Logs logs, FanOut fanOut, Consumer<String> whenLoginEnds) {
        this.log = log.intern();
        this.logs = logs;
        this.fanOut = fanOut;
        this.whenLoginEnds = whenLoginEnds;
        this.position = position;
    }

    synchronized void listen(Connection connection) {
        if (listeners.add(connection)) {
            listed = List.of();
        }
    }

    /** Whether nobody listens any more. */
    synchronized boolean leave(Connection connection) {
        listeners.remove(connection);
        listed = List.of();
        return listeners.isEmpty();
    }

    synchronized long position() {
        return position;
    }

    synchronized List<Connection> listeners() {
        if (listed.isEmpty()) {
            listed = List.copyOf(listeners);
        }
        return listed;
    }

    /** What has been published, in whatever order: what is known is passed over, what is missing is read. */
    void deliver(List<Entry> published) {
        for (int i = 0; i < published.size(); ) {
            long seq = published.get(i).seq();
            long known = position();
            if (seq <= known) {
                i++;
            } else if (seq == known + 1) {
                int end = i + 1;
                while (end < published.size() && published.get(end).seq() == seq + (end - i)) {
                    end++;
                }
                advance(known, published.subList(i, end));
            } else {
                catchUp(seq - 1);
                if (position() < seq - 1) {
                    return; // not to be read yet: the check of the heads finds it
                }
            }
        }
    }

    /** Reads the log up to {@code head}, when nobody has told us. */
    void catchUp(long head) {
        for (long known = position(); known < head; known = position()) {
            Slice slice = logs.read(log, known, PAGE);
            if (slice.isCut()) {
                skipTo(head); // cut off on purpose: who needs it is told to start afresh
            } else if (slice.entries().isEmpty()) {
                return;
            } else {
                advance(known, slice.entries());
            }
        }
    }

    private synchronized void skipTo(long head) {
        if (position < head) {
            position = head;
            tail.clear();
            tailSize = 0;
        }
    }

    /**
     * Goes on by what follows {@code known}, unless another thread has gone on from there. Nothing is sent inside the
     * monitor. So two threads may overtake each other on the way to a connection: its cursor sees to the order.
     */
    private void advance(long known, List<Entry> entries) {
        List<Encoded> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            events.add(new Encoded(entry));
        }
        List<Connection> hearers;
        synchronized (this) {
            if (position != known) {
                return;
            }
            position = events.getLast().seq();
            for (Encoded event : events) {
                tail.add(event);
                tailSize += event.size();
            }
            while (tail.size() > TAIL_EVENTS || tailSize > TAIL_SIZE) {
                tailSize -= tail.poll().size();
            }
            hearers = listeners();
        }
        for (Encoded event : events) {
            if (event.effect() instanceof Encoded.Effect.End(String login)) {
                whenLoginEnds.accept(login);
            }
        }
        fanOut.offer(log, events, hearers);
    }

    /**
     * Hands the connection what it lacks, if that is kept here.
     *
     * @return where to read the log for it, to be handed to {@link #fill}; {@link #NOTHING} when it has what there is
     */
    long refill(Connection connection) {
        synchronized (this) {
            long cursor = connection.cursor(log);
            if (cursor < 0) {
                leave(connection);
                return NOTHING;
            }
            if (cursor >= position) {
                connection.refill(log, List.of(), true);
                return NOTHING;
            }
            if (first() <= cursor + 1) {
                connection.refill(
                        log, tail.stream().filter(event -> event.seq() > cursor).toList(), true);
                return NOTHING;
            }
            return cursor;
        }
    }

    /** What was read for a connection, which lacks it; those who come after it with the like need not read. */
    void fill(Connection connection, Slice slice) {
        if (slice.isCut()) {
            connection.reset(log, logs.head(log));
            return;
        }
        if (slice.entries().isEmpty()) {
            return; // the log does not show yet what has been heard of
        }
        List<Encoded> events = slice.entries().stream().map(Encoded::new).toList();
        synchronized (this) {
            if (keep(events)) {
                refill(connection);
                return;
            }
        }
        connection.refill(log, events, false);
    }

    /** Puts what is missing before the tail there, if it reaches up to it and there is room. Whether the tail has all of it. */
    private boolean keep(List<Encoded> events) {
        long first = first();
        if (events.isEmpty() || events.getLast().seq() < first - 1) {
            return false;
        }
        List<Encoded> missing =
                events.stream().filter(event -> event.seq() < first).toList();
        int size = missing.stream().mapToInt(Encoded::size).sum();
        if (tail.size() + missing.size() > TAIL_EVENTS || tailSize + size > TAIL_SIZE) {
            return false;
        }
        missing.reversed().forEach(tail::addFirst);
        tailSize += size;
        return true;
    }

    /** Where the tail begins; what follows the position when there is none. */
    private long first() {
        return tail.isEmpty() ? position + 1 : tail.peek().seq();
    }
}
