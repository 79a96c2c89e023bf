package dev.confab.presence;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One connection of a user, from its beginning to its end, and whom it looks at. Guarded by {@link Presences}. */
public final class Visit {
    final String user;
    /** Says no when there is no room now. */
    final Predicate<List<Presence>> tell;
    /** Whom it looks at, and what it has been told of each; the value may be null. */
    final Map<String, Presence> told = new HashMap<>();

    final Set<String> toTell = new LinkedHashSet<>();
    /** Whom it wants to look at from now on; null when that is done. */
    Set<String> wanted;

    Instant lookedAt = Instant.MIN;
    boolean isIdle;
    boolean isOver;

    Visit(String user, Predicate<List<Presence>> tell) {
        this.user = user;
        this.tell = tell;
    }
}
