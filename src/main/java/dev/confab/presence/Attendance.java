package dev.confab.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has connections to this node, and whether somebody sits before one of them. All that other nodes have to know of
 * it is {@link #of}: of several nodes' levels the highest counts. Not safe for several threads.
 */
final class Attendance {
    /** For a page that is loaded again, or a line that breaks: who is back within this time was never away. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** From the lowest. */
    enum Level {
        ABSENT,
        IDLE,
        ACTIVE
    }

    private static final class Connections {
        private int active;
        private int idle;

        private Level level() {
            return active > 0 ? Level.ACTIVE : idle > 0 ? Level.IDLE : Level.ABSENT;
        }
    }

    /** @param level what counts until the grace is over */
    private record Departure(Level level, Instant graceEnds) {}

    private final Map<String, Connections> present = new HashMap<>();
    /** The first to be over first. */
    private final Map<String, Departure> departed = new LinkedHashMap<>();

    Level of(String user) {
        Connections connections = present.get(user);
        if (connections != null) {
            return connections.level();
        }
        Departure departure = departed.get(user);
        return departure == null ? Level.ABSENT : departure.level();
    }

    /** All that are not absent. */
    Map<String, Level> all() {
        Map<String, Level> levels = new HashMap<>();
        departed.forEach((user, departure) -> levels.put(user, departure.level()));
        present.forEach((user, connections) -> levels.put(user, connections.level()));
        return levels;
    }

    /** A new connection; somebody is before it until it is said otherwise. */
    void arrive(String user) {
        present.computeIfAbsent(user, ignored -> new Connections()).active++;
        departed.remove(user);
    }

    /** One of the user's connections is idle from now on, or active again. */
    void turn(String user, boolean isIdle) {
        Connections connections = present.get(user);
        connections.active += isIdle ? -1 : 1;
        connections.idle += isIdle ? 1 : -1;
    }

    void leave(String user, boolean wasIdle, Instant now) {
        Connections connections = present.get(user);
        Level before = connections.level();
        if (wasIdle) {
            connections.idle--;
        } else {
            connections.active--;
        }
        if (connections.level() == Level.ABSENT) {
            present.remove(user);
            departed.put(user, new Departure(before, now.plus(GRACE)));
        }
    }

    /** Who is absent from now on. */
    List<String> endGrace(Instant now) {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Departure> departure : departed.entrySet()) {
            if (departure.getValue().graceEnds().isAfter(now)) {
                break;
            }
            over.add(departure.getKey());
        }
        over.forEach(departed::remove);
        return over;
    }
}
