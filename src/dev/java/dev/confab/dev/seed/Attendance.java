package dev.confab.dev.seed;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is in which place at which time, and when each has looked in for the last time. */
final class Attendance {
    private record Seat(Place place, String member) {}

    private record Stay(Instant from, Instant to) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    private final Map<Seat, Stay> stays = new HashMap<>();
    private final Map<Seat, Stay> breaks = new HashMap<>();

    /** {@code to} is when the member has read there last: who has spoken has read what was before. */
    void stay(Place place, String member, Instant from, Instant to) {
        stays.put(new Seat(place, member), new Stay(from, to));
    }

    /** Was not a member for a while. */
    void away(Place place, String member, Instant from, Instant to) {
        breaks.put(new Seat(place, member), new Stay(from, to));
    }

    boolean isThere(Place place, String member, Instant time) {
        Seat seat = new Seat(place, member);
        return stays.get(seat).contains(time) && !isAway(place, member, time);
    }

    boolean isAway(Place place, String member, Instant time) {
        Stay absence = breaks.get(new Seat(place, member));
        return absence != null && absence.contains(time);
    }

    List<String> presentIn(Place place, Instant time) {
        return place.members().stream()
                .filter(member -> isThere(place, member, time))
                .toList();
    }
}
