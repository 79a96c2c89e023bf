package dev.confab.web.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * How many bytes the kernel still has to send to a peer, after Linux' {@code /proc/net/tcp}. With it a reader that takes
 * a kilobyte a second is told from one that takes nothing, although a whole frame takes either of them longer than our
 * patience. Only asked for connections that are stalled; where there is no such table, the frame's own time counts.
 */
final class SendQueues {
    private static final Logger LOG = Logger.getLogger(SendQueues.class.getName());
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;

    private record Seen(long bytes, long movedAt) {}

    private final List<Path> tables;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private Map<Integer, Long> queues;
    private long lookedAt;

    SendQueues(Path... tables) {
        this.tables = List.of(tables);
    }

    static SendQueues ofLinux() {
        return new SendQueues(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    }

    void forget(String connection) {
        seen.remove(connection);
    }

    /** Nanoseconds since the peer was last seen to take something; {@code stalled} is how long the frame has waited. */
    long unmovedFor(String connection, int remotePort, long stalled, long now) {
        OptionalLong waiting = waiting(remotePort, now);
        if (waiting.isEmpty()) {
            return stalled;
        }
        Seen last = seen.get(connection);
        if (last == null) {
            // We begin to look when a tenth of the patience is used up.
            seen.put(connection, new Seen(waiting.getAsLong(), now - stalled));
            return stalled;
        }
        if (waiting.getAsLong() < last.bytes()) {
            seen.put(connection, new Seen(waiting.getAsLong(), now));
            return 0;
        }
        if (waiting.getAsLong() > last.bytes()) {
            seen.put(connection, new Seen(waiting.getAsLong(), last.movedAt()));
        }
        return now - last.movedAt();
    }

    /** One look at the tables serves all who are stalled: with ten thousand sockets they are long. */
    private synchronized OptionalLong waiting(int remotePort, long now) {
        if (queues == null || now - lookedAt > LOOK_NANOS) {
            queues = look();
            lookedAt = now;
        }
        Long bytes = queues.get(remotePort);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    private Map<Integer, Long> look() {
        Map<Integer, Long> bytes = new HashMap<>();
        for (Path table : tables) {
            if (Files.isReadable(table)) {
                try (Stream<String> lines = Files.lines(table)) {
                    lines.skip(1)
                            .map(line -> line.strip().split("\\s+"))
                            .forEach(columns -> bytes.merge(port(columns[REMOTE]), queued(columns[QUEUES]), Math::max));
                } catch (IOException | UncheckedIOException e) {
                    LOG.log(Level.FINE, e, () -> table + " cannot be read: the frames' own times count");
                }
            }
        }
        return bytes;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static long queued(String queues) {
        return Long.parseLong(queues.substring(0, queues.indexOf(':')), 16);
    }
}
