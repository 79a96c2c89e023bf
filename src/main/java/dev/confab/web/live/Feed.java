package dev.confab.web.live;

import dev.confab.event.Entry;
import dev.confab.log.Logs;
import dev.confab.log.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
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
    private final Consumer<String> whenLoginEnds;
    private final Set<Connection> listeners = new HashSet<>();
    private final Deque<Encoded> tail = new ArrayDeque<>();
    private int tailSize;
    private long position;

    Feed(String log, Logs logs, Consumer<String> whenLoginEnds) {
        this.log = log;
        this.logs = logs;
        this.whenLoginEnds = whenLoginEnds;
        this.position = logs.head(log);
    }

    synchronized void listen(Connection connection) {
        listeners.add(connection);
    }

    /** Whether nobody listens any more. */
    synchronized boolean leave(Connection connection) {
        listeners.remove(connection);
        return listeners.isEmpty();
    }

    synchronized long position() {
        return position;
    }

    synchronized List<Connection> listeners() {
        return List.copyOf(listeners);
    }

    /** What has been published, in whatever order: what is known is passed over, what is missing is read. */
    synchronized void deliver(List<Entry> published) {
        for (int i = 0; i < published.size(); ) {
            long seq = published.get(i).seq();
            if (seq <= position) {
                i++;
            } else if (seq == position + 1) {
                int end = i + 1;
                while (end < published.size() && published.get(end).seq() == seq + (end - i)) {
                    end++;
                }
                advance(published.subList(i, end));
                i = end;
            } else {
                catchUp(seq - 1);
                if (position < seq - 1) {
                    return; // not to be read yet: the check of the heads finds it
                }
            }
        }
    }

    /** Reads the log up to {@code head}, when nobody has told us. */
    synchronized void catchUp(long head) {
        while (position < head) {
            Slice slice = logs.read(log, position, PAGE);
            if (slice.isCut()) {
                position = head; // cut off on purpose: who needs it is told to start afresh
                tail.clear();
                tailSize = 0;
            } else if (slice.entries().isEmpty()) {
                return;
            } else {
                advance(slice.entries());
            }
        }
    }

    private void advance(List<Entry> entries) {
        List<Encoded> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            events.add(new Encoded(entry));
        }
        position = events.getLast().seq();
        for (Encoded event : events) {
            tail.add(event);
            tailSize += event.size();
            if (event.effect() instanceof Encoded.Effect.End(String login)) {
                whenLoginEnds.accept(login);
            }
        }
        while (tail.size() > TAIL_EVENTS || tailSize > TAIL_SIZE) {
            tailSize -= tail.poll().size();
        }
        for (Connection listener : listeners) {
            listener.offer(log, events);
        }
    }

    /** Hands the connection what it lacks, from the tail if that reaches back far enough, else a page of the log. */
    void refill(Connection connection) {
        synchronized (this) {
            long cursor = connection.cursor(log);
            if (cursor < 0) {
                listeners.remove(connection);
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
