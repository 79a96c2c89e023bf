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

    Feed(String log, Logs logs, FanOut fanOut, Consumer<String> whenLoginEnds) {
        this.log = log.intern();
        this.logs = logs;
        this.fanOut = fanOut;
        this.whenLoginEnds = whenLoginEnds;
        this.position = logs.head(log);
    }

    synchronized void listen(Connection connection) {
        listeners.add(connection);
        listed = List.of();
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

    /** Hands the connection what it lacks, from the tail if that reaches back far enough, else a page of the log. */
    void refill(Connection connection) {
        synchronized (this) {
            long cursor = connection.cursor(log);
            if (cursor < 0) {
                leave(connection);
                return;
            }
            if (cursor >= position) {
                connection.refill(log, List.of(), true);
                return;
            }
            if (!tail.isEmpty() && tail.peek().seq() <= cursor + 1) {
                connection.refill(
                        log, tail.stream().filter(event -> event.seq() > cursor).toList(), true);
                return;
            }
        }
        long cursor = connection.cursor(log);
        Slice slice = logs.read(log, Math.max(0, cursor), PAGE);
        if (slice.isCut()) {
            connection.reset(log, logs.head(log));
        } else {
            connection.refill(log, slice.entries().stream().map(Encoded::new).toList(), false);
        }
    }
}
