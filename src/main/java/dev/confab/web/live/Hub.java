package dev.confab.web.live;

import dev.confab.account.Identity;
import dev.confab.account.Logins;
import dev.confab.backplane.Backplane;
import dev.confab.channel.Channels;
import dev.confab.event.Entry;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.log.Unavailable;
import dev.confab.ops.Settings;
import dev.confab.presence.Presences;
import dev.confab.presence.Visit;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * All connections of this node, and the feeds that they listen to. One thread hands out what is published, with
 * all hands where many listen ({@link FanOut}); a few flush and refill: each connection is in each of their queues at
 * most once.
 */
@ApplicationScoped
public class Hub {
    private static final Logger LOG = Logger.getLogger(Hub.class.getName());
    private static final String TYPING = "typing";
    private static final int LONGEST_QUEUE = 4_096;
    /** Half of the processors: while one waits for its turn, more gathers for it, and its frame grows. */
    private static final int FLUSHERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /**
     * With the one that hands out, one more than there are processors: where many wait for one message all shall be busy,
     * and the system puts one that is woken beside the one that wakes it when it finds no other processor idle.
     */
    private static final int HELPERS = Runtime.getRuntime().availableProcessors();
    /** These wait for the database, and sometimes for a hole to close. */
    private static final int REFILLERS = 2 * FLUSHERS;

    /** A connection's places in the queues, and the feeds that it listens to. */
    private static final class Seat {
        private Connection connection;
        private volatile Visit visit;
        private volatile boolean hasArrived;
        private final Set<String> feeds = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean isToFlush = new AtomicBoolean();
        private final AtomicBoolean isToRefill = new AtomicBoolean();
    }

    private final Map<Connection, Seat> seats = new ConcurrentHashMap<>();
    private final Map<String, Set<Connection>> byUser = new ConcurrentHashMap<>();
    private final BlockingQueue<List<Entry>> published = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final FanOut fanOut = new FanOut(HELPERS);
    private final Doorstep doorstep = new Doorstep();
    private Admission admission;
    private Feeds feeds;
    private final BlockingQueue<Seat> toFlush = new LinkedTransferQueue<>();
    private final BlockingQueue<Seat> toRefill = new LinkedTransferQueue<>();
    /** For these the log could not be read, or did not show what the feed has seen already. */
    private final Set<Seat> unserved = ConcurrentHashMap.newKeySet();

    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean isOpen = true;

    @Inject
    private Logs logs;

    @Inject
    private Channels channels;

    @Inject
    private Logins logins;

    @Inject
    private Presences presences;

    @Inject
    private Settings settings;

    @Inject
    private Backplane backplane;

    @Inject
    private Closer closer;

    @Inject
    private MetricRegistry metrics;

    @Resource
    private ManagedThreadFactory threads;

    private Counter refills;

    protected Hub() {} // the container makes a proxy by it

    Hub(
            Logs logs,
            Channels channels,
            Logins logins,
            Presences presences,
            Settings settings,
            Backplane backplane,
            Closer closer,
            MetricRegistry metrics,
            ManagedThreadFactory threads) {
        this.logs = logs;
        this.channels = channels;
        this.logins = logins;
        this.presences = presences;
        this.settings = settings;
        this.backplane = backplane;
        this.closer = closer;
        this.metrics = metrics;
        this.threads = threads;
    }

    @PostConstruct
    void open() {
        metrics.gauge("confab_connections", seats::size);
        feeds = new Feeds(logs, backplane, fanOut, metrics, this::end);
        refills = metrics.counter("confab_outbox_refills");
        admission = new Admission(settings.admission(), System::nanoTime);
        metrics.gauge("confab_waiting_entrants", admission::waiting);
        start("confab-doorstep", () -> doorstep.mind(200));
        for (int i = 0; i < settings.admission().atOnce(); i++) {
            start("confab-admission-" + i, () -> admission.letIn(200, this::greet));
        }
        start("confab-hub", () -> {
            List<Entry> first = published.poll(200, TimeUnit.MILLISECONDS);
            if (first != null) {
                List<List<Entry>> gathered = new ArrayList<>(List.of(first));
                published.drainTo(gathered);
                feeds.deliver(gathered.stream().flatMap(List::stream).toList());
            }
        });
        for (int i = 0; i < FLUSHERS; i++) {
            start("confab-flush-" + i, () -> flushNext(200));
        }
        for (int i = 0; i < HELPERS; i++) {
            start("confab-fan-out-" + i, () -> fanOut.help(200));
        }
        for (int i = 0; i < REFILLERS; i++) {
            start("confab-refill-" + i, () -> refillNext(200));
        }
        // A hint that finds no room is dropped: the check of the heads finds what it was about.
        backplane.follow(entries -> published.offer(entries));
        backplane.heed(TYPING, (node, channel, text) -> {
            int end = text.indexOf(' ');
            if (end < 0) {
                tellTyping(channel, text, null);
            } else {
                tellTyping(channel, text.substring(0, end), text.substring(end + 1));
            }
        });
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private void start(String name, Step step) {
        Thread thread = threads.newThread(() -> {
            while (isOpen) {
                try {
                    step.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException | Error e) { // without this thread nobody hears anything more
                    LOG.log(Level.SEVERE, e, () -> name + " goes on after a failure");
                }
            }
        });
        thread.setName(name);
        thread.start();
        workers.add(thread);
    }

    @PreDestroy
    void close() {
        isOpen = false;
        doorstep.close();
        try {
            for (Thread worker : workers) {
                worker.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasRoomFor(String user) {
        return isOpen
                && byUser.getOrDefault(user, Set.of()).size()
                        < settings.limits().socketsPerUser();
    }

    Doorstep doorstep() {
        return doorstep;
    }

    /** Whether one more can wait for its greeting. */
    boolean canWait() {
        return admission.hasRoom();
    }

    void turnAwayTheLate() {
        admission.turnAwayTheLate();
    }

    Collection<Connection> connections() {
        return seats.keySet();
    }

    /** Seats a new connection, which is told nothing before it is greeted. */
    Connection meet(Session session, Line line, Identity identity) {
        Seat seat = new Seat();
        Connection connection = new Connection(
                Ids.next(),
                session,
                line,
                identity,
                settings.limits(),
                closer,
                ready -> enqueueFlush(seat),
                System::nanoTime);
        seat.connection = connection;
        seats.put(connection, seat);
        byUser.compute(identity.user(), (who, connections) -> {
            Set<Connection> mine = connections == null ? ConcurrentHashMap.newKeySet() : connections;
            mine.add(connection);
            return mine;
        });
        return connection;
    }

    /** Greets the connection when it is its turn, and then does {@code then}; says goodbye if that takes too long. */
    void admit(Connection connection, Runnable then) {
        admission.enter(connection, then);
    }

    /**
     * They start at the heads as they are now; deliveries wait until each is released.
     *
     * @return who is in: of one that is not, nothing may be heard
     */
    Set<Connection> greet(Set<Connection> entering) {
        Map<Connection, Seat> group = new LinkedHashMap<>();
        Map<String, Integer> refused = new HashMap<>();
        for (Connection connection : entering) {
            Seat seat = seats.get(connection);
            if (seat == null) {
                continue; // it left while it waited
            }
            int sockets = byUser.getOrDefault(connection.user(), Set.of()).size()
                    - refused.getOrDefault(connection.user(), 0);
            if (sockets > settings.limits().socketsPerUser()) {
                // Several handshakes at once have passed the filter.
                refused.merge(connection.user(), 1, Integer::sum);
                closer.close(connection, CloseReason.CloseCodes.VIOLATED_POLICY, "too many sockets");
            } else {
                group.put(connection, seat);
            }
        }
        if (group.isEmpty()) {
            return Set.of();
        }
        try {
            return welcome(group);
        } finally {
            group.forEach((connection, seat) -> {
                if (!seats.containsKey(connection)) {
                    depart(connection, seat); // it left meanwhile
                }
            });
        }
    }

    private Set<Connection> welcome(Map<Connection, Seat> group) {
        Map<Connection, Map<String, Long>> heads = follow(group);
        // It may have ended after the handshake and before anybody here could hear of it.
        Set<String> current = logins.current(
                group.keySet().stream().map(one -> one.identity().login()).collect(Collectors.toSet()));
        Set<Connection> welcome = new LinkedHashSet<>();
        group.forEach((connection, seat) -> {
            if (!current.contains(connection.identity().login())) {
                end(connection.identity().login());
                return;
            }
            try {
                welcome(connection, seat, heads.get(connection));
                welcome.add(connection);
            } catch (RuntimeException e) { // the others are welcome
                LOG.log(Level.WARNING, "somebody could not be let in", e);
                Admission.turnAway(connection, Admission.NOT_NOW);
            }
        });
        return welcome;
    }

    private void welcome(Connection connection, Seat seat, Map<String, Long> heads) {
        String user = connection.user();
        seat.visit = presences.arrive(
                user,
                news -> connection.signal(news.stream().map(Frames::presence).toList()));
        seat.hasArrived = true;
        connection.reply(Frames.ready(
                user,
                connection.id(),
                heads,
                Watch.HEARTBEAT_SECONDS,
                settings.limits(),
                settings.files().size(),
                settings.editWindow()));
    }

    /** Each follows all that its user may hear; gives the places from where on it does. */
    private Map<Connection, Map<String, Long>> follow(Map<Connection, Seat> group) {
        Set<String> users = group.keySet().stream().map(Connection::user).collect(Collectors.toSet());
        // The users' own heads first: whatever is joined or left after them will be heard on those logs.
        Map<String, Long> told = logs.heads(users);
        Map<String, Map<String, Long>> since = channels.memberSince(users);
        Set<String> followed = new LinkedHashSet<>();
        since.values().forEach(channels -> followed.addAll(channels.keySet()));
        // Last, for so many heads are read by several looks: who is removed between two of them must be due to hear of
        // it.
        followed.addAll(users);
        Map<String, Long> heads = feeds.expect(followed);
        Map<Connection, Map<String, Long>> places = new HashMap<>();
        group.forEach((connection, seat) -> {
            String user = connection.user();
            places.put(
                    connection,
                    follow(connection, seat, told.getOrDefault(user, 0L), since.getOrDefault(user, Map.of()), heads));
        });
        return places;
    }

    private Map<String, Long> follow(
            Connection connection, Seat seat, long told, Map<String, Long> since, Map<String, Long> heads) {
        String user = connection.user();
        Map<String, Long> places = new TreeMap<>();
        since.keySet().stream().filter(heads::containsKey).forEach(log -> places.put(log, heads.get(log)));
        places.put(user, told);
        long due = heads.getOrDefault(user, told);
        places.forEach((log, head) -> connection.follow(log, head, since.getOrDefault(log, 0L)));
        connection.heed(told, due);
        seat.feeds.addAll(places.keySet());
        places.forEach((log, head) -> feeds.listen(log, log.equals(user) ? due : head, connection));
        return places;
    }

    void leave(Connection connection) {
        connection.abandon();
        Seat seat = seats.remove(connection);
        if (seat == null) {
            return;
        }
        byUser.computeIfPresent(connection.user(), (user, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
        });
        depart(connection, seat);
    }

    private void depart(Connection connection, Seat seat) {
        if (seat.hasArrived) {
            presences.leave(seat.visit);
        }
        unlisten(connection, seat);
    }

    private void unlisten(Connection connection, Seat seat) {
        seat.feeds.forEach(log -> feeds.leave(log, connection));
    }

    /** Answers {@code resume}: go on from these cursors, as far as they are the user's and the log still reaches. */
    void resume(Connection connection, Map<String, Long> cursors) {
        Map<String, Long> heads = new HashMap<>(connection.places(cursors.keySet()));
        // It was greeted with the heads just now: only what the client has seen beyond them has to be asked for.
        List<String> moved = heads.keySet().stream()
                .filter(log -> cursors.get(log) > heads.get(log))
                .toList();
        if (!moved.isEmpty()) {
            heads.putAll(logs.heads(moved));
        }
        heads.forEach((log, head) -> {
            long cursor = cursors.get(log);
            boolean isTooOld = cursor < 0 || head - cursor > settings.limits().resumeEvents();
            if (isTooOld || cursor > head || !connection.rewind(log, cursor)) {
                // Not the head as it is now: what came since the greeting may say which logs there are to follow.
                connection.reset(log, connection.cursor(log));
            }
        });
        connection.release();
    }

    /** Tells the others who are looking at the channel; {@code parent} is null where no reply is typed. May be lost. */
    void typing(Connection from, String channel, String parent) {
        tellTyping(channel, from.user(), parent);
        backplane.signal(channel, TYPING, parent == null ? from.user() : from.user() + " " + parent);
    }

    private void tellTyping(String channel, String user, String parent) {
        List<Connection> listeners = feeds.listenersTo(channel);
        if (!listeners.isEmpty()) {
            String frame = Frames.typing(channel, user, parent);
            for (Connection listener : listeners) {
                if (!listener.user().equals(user) && listener.follows(channel)) {
                    listener.signal(frame);
                }
            }
        }
    }

    /** Tells all devices of the user; may be lost. */
    void signal(String user, String frame) {
        byUser.getOrDefault(user, Set.of()).forEach(connection -> connection.signal(frame));
    }

    /** Who listens to the channel here. */
    List<Connection> listenersTo(String channel) {
        return feeds.listenersTo(channel);
    }

    /** Whether somebody sits before this connection. */
    void turn(Connection connection, boolean isIdle) {
        Seat seat = seats.get(connection);
        if (seat != null) {
            presences.turn(seat.visit, isIdle);
        }
    }

    /** Tells the connection how these people are there, from now on and until it looks at others. */
    void watch(Connection connection, List<String> users) {
        Seat seat = seats.get(connection);
        if (seat != null) {
            presences.watch(seat.visit, users);
        }
    }

    /** Asks the log where each feed should stand: what no hint has told us is delivered now. */
    void checkHeads() {
        feeds.checkHeads();
    }

    /** Reads once more what could not be read just now. */
    void tryAgain() {
        for (Seat seat : unserved) {
            unserved.remove(seat);
            enqueueFlush(seat);
        }
    }

    private void end(String login) {
        for (Connection connection : seats.keySet()) {
            if (connection.identity().login().equals(login)) {
                closer.close(connection, Connection.SIGNED_OUT, "signed out");
            }
        }
    }

    private Feed listen(String log, Connection connection, Seat seat) {
        seat.feeds.add(log);
        return feeds.listen(log, connection);
    }

    private void enqueueFlush(Seat seat) {
        if (seat.isToFlush.compareAndSet(false, true)) {
            toFlush.add(seat);
        }
    }

    void flushNext(long millis) throws InterruptedException {
        Seat seat = toFlush.poll(millis, TimeUnit.MILLISECONDS);
        if (seat != null) {
            flush(seat);
        }
    }

    private void flush(Seat seat) {
        seat.isToFlush.set(false);
        seat.connection.flush();
        if (!seat.connection.lagging().isEmpty() && seat.isToRefill.compareAndSet(false, true)) {
            toRefill.add(seat);
        }
    }

    void refillNext(long millis) throws InterruptedException {
        Seat seat = toRefill.poll(millis, TimeUnit.MILLISECONDS);
        if (seat != null) {
            refill(seat);
        }
    }

    private void refill(Seat seat) {
        seat.isToRefill.set(false);
        try {
            if (readOn(seat)) {
                enqueueFlush(seat);
            } else {
                unserved.add(seat); // at once again and again would be a load for nothing
            }
        } catch (RuntimeException e) {
            unserved.add(seat);
            LOG.log(e instanceof Unavailable ? Level.FINE : Level.SEVERE, "what somebody lacks cannot be read now", e);
        }
        if (!seats.containsKey(seat.connection)) {
            unlisten(seat.connection, seat); // it left while we were listening for it
        }
    }

    /** Whether that has brought it on. */
    private boolean readOn(Seat seat) {
        Connection connection = seat.connection;
        List<String> lagging = connection.lagging();
        Map<String, Long> before = connection.places(lagging);
        Map<String, Feed> read = new HashMap<>();
        Map<String, Long> places = new HashMap<>();
        for (String log : lagging) {
            refills.inc();
            Feed feed = listen(log, connection, seat);
            long place = feed.refill(connection);
            if (place != Feed.NOTHING && places.size() < Logs.MOST_AT_ONCE) { // the others, the next time
                read.put(log, feed);
                places.put(log, place);
            }
        }
        logs.read(places).forEach((log, slice) -> read.get(log).fill(connection, slice));
        return !connection.lagging().equals(lagging)
                || !connection.places(lagging).equals(before);
    }
}
