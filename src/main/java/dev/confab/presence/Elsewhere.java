package dev.confab.presence;

import dev.confab.presence.Attendance.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Who has connections to the other nodes, as they tell: what changes at once, and all of it now and then. Of a node that
 * is silent nothing is known any more. Not safe for several threads.
 */
final class Elsewhere {
    /** So often a node tells all. */
    static final Duration PERIOD = Duration.ofSeconds(5);
    /** Who is silent for so long is gone. */
    static final Duration SILENCE = PERIOD.multipliedBy(3);

    private static final class Node {
        private Map<String, Level> levels = new HashMap<>();
        private Instant heardAt;
    }

    private final Map<String, Node> nodes = new HashMap<>();

    Level of(String user) {
        Level highest = Level.ABSENT;
        for (Node node : nodes.values()) {
            Level level = node.levels.getOrDefault(user, Level.ABSENT);
            if (level.compareTo(highest) > 0) {
                highest = level;
            }
        }
        return highest;
    }

    boolean knows(String node) {
        return nodes.containsKey(node);
    }

    /** One user of a node has changed. */
    void hear(String node, String user, Level level, Instant now) {
        Node told = nodes.computeIfAbsent(node, ignored -> new Node());
        told.heardAt = now;
        if (level == Level.ABSENT) {
            told.levels.remove(user);
        } else {
            told.levels.put(user, level);
        }
    }

    /** All that are at a node; gives those who were or are there. */
    Set<String> hearAll(String node, Map<String, Level> levels, Instant now) {
        Node told = nodes.computeIfAbsent(node, ignored -> new Node());
        Set<String> touched = new HashSet<>(told.levels.keySet());
        touched.addAll(levels.keySet());
        told.levels = new HashMap<>(levels);
        told.heardAt = now;
        return touched;
    }

    /** Forgets the nodes that are silent; gives those who were there. */
    Set<String> forget(Instant now) {
        Set<String> gone = new HashSet<>();
        for (Iterator<Node> each = nodes.values().iterator(); each.hasNext(); ) {
            Node node = each.next();
            if (!node.heardAt.plus(SILENCE).isAfter(now)) {
                gone.addAll(node.levels.keySet());
                each.remove();
            }
        }
        return gone;
    }
}
