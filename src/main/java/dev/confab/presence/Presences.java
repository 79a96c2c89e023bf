package dev.confab.presence;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.backplane.Backplane;
import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.event.Kind;
import dev.confab.event.StatusFacts;
import dev.confab.presence.Attendance.Level;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells each connection how the people are there whom it looks at, and of nobody else. What changes is gathered, and
 * told once a second and connection: the latest only, all of it together. So what somebody's coming and going costs
 * depends on who looks, and nobody is told more often than each second.
 *
 * <p>What there was no room to tell is told the next time. So it is exact, although each signal may be late.
 */
@ApplicationScoped
public class Presences {
    /** By one connection. */
    public static final int MOST_WATCHED = 200;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** How one user is here, in what this node tells the others. */
    private static final String ONE = "presence";
    /** The same of all that are here. */
    private static final String ALL = "presences";
    /** Of whom the database knows something new. */
    private static final String CHANGED = "status";

    private static final Set<String> TELLING = Set.of(
            Kind.of(Event.StatusChanged.class).word(),
            Kind.of(Event.AccountUpdated.class).word());

    /** Somebody who is looked at. */
    private static final class Watched {
        private final Set<Visit> by = new HashSet<>();
        private boolean isKnown;
        private boolean isDeactivated;
        private StatusFacts status = StatusFacts.NONE;
        private Presence now;
        /** When {@link #now} is over by what the status says. */
        private Instant until = Instant.MAX;
    }

    @Inject
    private Statuses statuses;

    @Inject
    private Accounts accounts;

    @Inject
    private Backplane backplane;

    @Inject
    private Clock clock;

    private final Attendance attendance = new Attendance();
    private final Elsewhere elsewhere = new Elsewhere();
    /** What the other nodes have been told of those who are here. */
    private final Map<String, Level> announced = new HashMap<>();

    private Instant announcedAllAt = Instant.MIN;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    /** Of whom the database is to be asked. Written by whoever publishes, who must not wait. */
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    private final Set<String> changed = new HashSet<>();
    private final Set<Visit> due = new LinkedHashSet<>();
    /** One after the other: what was read first must not be put over what was read later. */
    private final Object reading = new Object();

    protected Presences() {} // the container makes a proxy by it

    Presences(Statuses statuses, Accounts accounts, Backplane backplane, Clock clock) {
        this.statuses = statuses;
        this.accounts = accounts;
        this.backplane = backplane;
        this.clock = clock;
    }

    @PostConstruct
    void open() {
        backplane.followOwn(entries -> {
            for (Entry entry : entries) {
                if (TELLING.contains(entry.kind())) {
                    readAnew(entry.log());
                    backplane.signal(Backplane.NODES, CHANGED, entry.log());
                }
            }
        });
        backplane.heed(CHANGED, (node, topic, user) -> readAnew(user));
        backplane.heed(ONE, (node, topic, text) -> hear(node, text));
        backplane.heed(ALL, (node, topic, text) -> hearAll(node, text));
    }

    private void readAnew(String user) {
        if (watched.containsKey(user)) {
            unread.add(user);
        }
    }

    private synchronized void hear(String node, String text) {
        int end = text.indexOf(':');
        String user = text.substring(0, end);
        greet(node);
        elsewhere.hear(node, user, Level.valueOf(text.substring(end + 1)), clock.instant());
        mark(user);
    }

    private synchronized void hearAll(String node, String text) {
        Map<String, Level> levels = new HashMap<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(",")) {
            int end = one.indexOf(':');
            levels.put(one.substring(0, end), Level.valueOf(one.substring(end + 1)));
        }
        greet(node);
        elsewhere.hearAll(node, levels, clock.instant()).forEach(this::mark);
    }

    /** Who is new here does not know of us either. */
    private void greet(String node) {
        if (!elsewhere.knows(node)) {
            announcedAllAt = Instant.MIN;
        }
    }

    private void announce(String user) {
        Level level = attendance.of(user);
        Level before = level == Level.ABSENT ? announced.remove(user) : announced.put(user, level);
        if (level != (before == null ? Level.ABSENT : before)) {
            backplane.signal(Backplane.NODES, ONE, user + ":" + level);
        }
    }

    private void announceAll(Instant now) {
        if (!announcedAllAt.isAfter(now.minus(Elsewhere.PERIOD))) {
            announcedAllAt = now;
            backplane.signal(
                    Backplane.NODES,
                    ALL,
                    attendance.all().entrySet().stream()
                            .map(one -> one.getKey() + ":" + one.getValue())
                            .collect(Collectors.joining(",")));
        }
    }

    /** A new connection of this user, active; {@code tell} may be called by any thread, and must not wait. */
    public synchronized Visit arrive(String user, Predicate<List<Presence>> tell) {
        attendance.arrive(user);
        note(user);
        return new Visit(user, tell);
    }

    public synchronized void turn(Visit visit, boolean isIdle) {
        if (!visit.isOver && visit.isIdle != isIdle) {
            visit.isIdle = isIdle;
            attendance.turn(visit.user, isIdle);
            note(visit.user);
        }
    }

    public synchronized void leave(Visit visit) {
        if (!visit.isOver) {
            visit.isOver = true;
            attendance.leave(visit.user, visit.isIdle, clock.instant());
            note(visit.user);
            due.remove(visit);
            visit.told.keySet().forEach(user -> unwatch(visit, user));
        }
    }

    /**
     * Looks at these from now on, at most {@value #MOST_WATCHED}, and at nobody else; tells how they are there, at once
     * unless it has just looked at others.
     */
    public void watch(Visit visit, Collection<String> users) {
        synchronized (this) {
            if (visit.isOver) {
                return;
            }
            visit.wanted = new LinkedHashSet<>(users);
            due.add(visit);
            if (visit.lookedAt.isAfter(clock.instant().minus(PAUSE))) {
                return;
            }
        }
        tell(List.of(visit));
    }

    /** To be called once a second. */
    public void tell() {
        synchronized (this) {
            Instant now = clock.instant();
            attendance.endGrace(now).forEach(this::note);
            elsewhere.forget(now).forEach(this::mark);
            announceAll(now);
            watched.forEach((user, one) -> {
                if (!one.until.isAfter(now)) {
                    changed.add(user);
                }
            });
        }
        tell(null);
    }

    /** Something has changed here. */
    private void note(String user) {
        announce(user);
        mark(user);
    }

    private void mark(String user) {
        if (watched.containsKey(user)) {
            changed.add(user);
        }
    }

    /** {@code only} these are told, or all when it is null. */
    private void tell(Collection<Visit> only) {
        synchronized (reading) {
            List<String> toRead;
            synchronized (this) {
                (only == null ? List.copyOf(due) : only).forEach(this::look);
                toRead = List.copyOf(unread);
            }
            for (int from = 0; from < toRead.size(); from += MOST_WATCHED) {
                read(toRead.subList(from, Math.min(toRead.size(), from + MOST_WATCHED)));
            }
            synchronized (this) {
                spread();
                (only == null ? List.copyOf(due) : only).forEach(this::tellWhatIsDue);
            }
        }
    }

    private void look(Visit visit) {
        if (visit.wanted == null || visit.isOver) {
            return;
        }
        visit.told.keySet().stream()
                .filter(user -> !visit.wanted.contains(user))
                .forEach(user -> unwatch(visit, user));
        visit.told.clear();
        visit.toTell.clear();
        for (String user : visit.wanted) {
            visit.told.put(user, null);
            visit.toTell.add(user);
            watched.computeIfAbsent(user, ignored -> {
                        unread.add(user);
                        return new Watched();
                    })
                    .by
                    .add(visit);
        }
        visit.wanted = null;
        visit.lookedAt = clock.instant();
    }

    private void unwatch(Visit visit, String user) {
        Watched one = watched.get(user);
        one.by.remove(visit);
        if (one.by.isEmpty()) {
            watched.remove(user);
            unread.remove(user);
            changed.remove(user);
        }
    }

    private void read(List<String> users) {
        // Taken off before they are read: what changes meanwhile is read once more.
        users.forEach(unread::remove);
        Map<String, Account> people;
        Map<String, StatusFacts> said;
        try {
            people = accounts.findAll(users).stream().collect(Collectors.toMap(Account::id, account -> account));
            said = statuses.stored(users);
        } catch (RuntimeException e) {
            unread.addAll(users);
            throw e;
        }
        synchronized (this) {
            for (String user : users) {
                Watched one = watched.get(user);
                if (one != null) {
                    Account account = people.get(user);
                    one.isKnown = account != null;
                    one.isDeactivated = account != null && account.isDeactivated();
                    one.status = said.getOrDefault(user, StatusFacts.NONE);
                    changed.add(user);
                }
            }
        }
    }

    /** Whatever has changed becomes due for those who look at it. */
    private void spread() {
        Instant now = clock.instant();
        for (String user : changed) {
            Watched one = watched.get(user);
            StatusFacts status = one.isDeactivated ? StatusFacts.NONE : one.status.at(now);
            Presence presence = Presence.of(user, one.isDeactivated ? Level.ABSENT : levelOf(user), status);
            one.until = earlier(status.until(), status.textUntil());
            if (one.isKnown && !presence.equals(one.now)) {
                one.now = presence;
                for (Visit visit : one.by) {
                    visit.toTell.add(user);
                    due.add(visit);
                }
            }
        }
        changed.clear();
    }

    private Level levelOf(String user) {
        Level here = attendance.of(user);
        Level there = elsewhere.of(user);
        return here.compareTo(there) > 0 ? here : there;
    }

    private static Instant earlier(Instant one, Instant other) {
        Instant first = one == null ? Instant.MAX : one;
        return other == null || other.isAfter(first) ? first : other;
    }

    private void tellWhatIsDue(Visit visit) {
        if (visit.isOver) {
            return;
        }
        List<Presence> news = new ArrayList<>();
        for (String user : visit.toTell) {
            Presence now = watched.get(user).now;
            if (now != null && !now.equals(visit.told.get(user))) {
                news.add(now);
            }
        }
        if (news.isEmpty() || visit.tell.test(news)) {
            news.forEach(presence -> visit.told.put(presence.user(), presence));
            visit.toTell.clear();
            if (visit.wanted == null) {
                due.remove(visit);
            }
        }
    }
}
