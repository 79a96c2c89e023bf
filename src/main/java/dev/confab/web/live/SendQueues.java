package dev.confab.web.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How many bytes the kernel still has to send to a peer, after Linux' {@code /proc/net/tcp}. With it a reader that takes
 * a kilobyte a second is told from one that takes nothing, although a whole frame takes either of them longer than our
 * patience. Only asked for connections that are stalled; where there is no such table, the frame's own time counts.
 */
final class SendQueues {
    private static final Path[] TABLES = {Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")};
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;

    private record Seen(long bytes, long movedAt) {}

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    void forget(String connection) {
        seen.remove(connection);
    }

    /** Nanoseconds since the peer was last seen to take something; {@code stalled} is how long the frame has waited. */
    long unmovedFor(String connection, int remotePort, long stalled, long now) {
        OptionalLong waiting = waiting(remotePort);
        if (waiting.isEmpty()) {
            return stalled;
        }
        Seen last = seen.get(connection);
        if (last == null) {
            // We begin to look when half of the patience is used up.
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

    private static OptionalLong waiting(int remotePort) {
        String wanted = ":" + String.format(Locale.ROOT, "%04X", remotePort);
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                try (Stream<String> lines = Files.lines(table)) {
                    OptionalLong bytes = lines.map(line -> line.strip().split("\\s+"))
                            .filter(columns -> columns.length > QUEUES && columns[REMOTE].endsWith(wanted))
                            .mapToLong(columns -> Long.parseLong(columns[QUEUES].split(":")[0], 16))
                            .max();
                    if (bytes.isPresent()) {
                        return bytes;
                    }
                } catch (IOException | UncheckedIOException e) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }
}
