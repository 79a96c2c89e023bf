package dev.confab.log;

import dev.confab.log.Transaction.Head;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The heads as this node's writer has left them. Where no other node has written since, a group need not read and lock
 * them first: to move a head from here is to lock it, and moves nothing when it is somewhere else by now. For one
 * thread.
 */
final class KnownHeads {
    static final int MOST = 10_000;

    private record Place(long seq, long fence) {}

    private final Map<String, Place> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > MOST;
        }
    };

    /** All of them, or nothing. */
    Optional<Map<String, Head>> of(Collection<String> logs) {
        Map<String, Head> heads = new HashMap<>();
        for (String log : logs) {
            Place place = places.get(log);
            if (place == null) {
                return Optional.empty();
            }
            heads.put(log, new Head(place.seq(), place.fence()));
        }
        return Optional.of(heads);
    }

    void remember(Map<String, Head> heads) {
        heads.forEach((log, head) -> places.put(log, new Place(head.seq, head.fence)));
    }
}
