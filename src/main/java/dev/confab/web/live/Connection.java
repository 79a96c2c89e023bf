package dev.confab.web.live;

import dev.confab.account.Identity;
import dev.confab.ops.Settings;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One socket: cursors, a bounded outbox, and one frame in flight. While a frame is in flight, events gather; the next
 * frame takes all of them. What does not fit is not kept: the cursor lags behind and the log is read when there is room.
 *
 * <p>The only class that sends on a socket. Its state is guarded by its monitor; nothing is called from inside it that
 * takes another lock.
 */
final class Connection {
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());
    /** Answers to the client's own frames; a client that does not read them may not go on asking. */
    private static final int MOST_REPLIES = 2_000;

    private static final int MOST_SIGNALS = 100;
    private static final int LARGEST_FRAME = 64 * 1024;
    /** For one that took long over the last: a client sees nothing of a frame before it has all of it. */
    private static final int LARGEST_SLOW_FRAME = 4 * 1024;

    /** In the place of a time: most frames are taken at once, and the clock need not be asked. */
    private static final long JUST_NOW = Long.MIN_VALUE;

    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int REASON_BYTES = 120;
    /** For the client's answer to our close frame. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** For one who took nothing: perhaps it wakes up, and reads why it was closed. */
    private static final Duration LAST_CHANCE = Duration.ofSeconds(60);

    static final CloseReason.CloseCode SIGNED_OUT = CloseCodes.getCloseCode(4001);
    static final CloseReason.CloseCode TOO_SLOW = CloseCodes.getCloseCode(4008);

    /** How far a log has been put into the outbox. A lagging one is read from the log, not from what is published. */
    private static final class Cursor {
        /** Where the user's present membership of the channel began: a removal before it is history. */
        private final long since;

        private long seq;
        private boolean isLagging = true;
        /** Nothing of the log has gone out on this connection: the cursor may still go back. */
        private boolean isUntouched = true;

        Cursor(long seq, long since) {
            this.seq = seq;
            this.since = since;
        }
    }

    private final String id;
    private final Session session;
    private final Line line;
    private final Identity identity;
    private final String user;
    private final Settings.Limits limits;
    private final Closer closer;
    private final Consumer<Connection> whenReady;
    private final LongSupplier nanos;
    private final Consumer<Throwable> whenTaken = this::sent;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private final Deque<Encoded> outbox = new ArrayDeque<>();
    private final Deque<byte[]> replies = new ArrayDeque<>();
    private int outboxSize;
    /** Whether a cursor may be lagging: spares the look at all of them after each frame. */
    private boolean mayLag = true;

    private long ownTold;
    private long ownDue;
    private boolean isSettled = true;
    private boolean isHeld = true;
    private boolean isInFlight;
    private boolean isClosed;
    private long sentAt;
    private boolean isSlow;

    /** {@code whenReady} is called, outside the monitor, whenever {@link #flush} has something to do. */
    Connection(
            String id,
            Session session,
            Line line,
            Identity identity,
            Settings.Limits limits,
            Closer closer,
            Consumer<Connection> whenReady,
            LongSupplier nanos) {
        this.id = id;
        this.session = session;
        this.line = line;
        this.identity = identity;
        this.user = identity.user();
        this.limits = limits;
        this.closer = closer;
        this.whenReady = whenReady;
        this.nanos = nanos;
    }

    String id() {
        return id;
    }

    Identity identity() {
        return identity;
    }

    String user() {
        return user;
    }

    /**
     * Begins to follow a log from after {@code seq}, a channel's as a member since its event {@code since}; a log that
     * is followed already stays where it is.
     */
    synchronized void follow(String log, long seq, long since) {
        // One copy of the name for all sockets, and for the feed that looks for it.
        cursors.putIfAbsent(log.intern(), new Cursor(seq, since));
        mayLag = true;
    }

    /**
     * What the user's own log tells up to {@code told} the memberships that we began with know already; up to {@code
     * due} they may know it. No channel is heard before the user's own log has come that far: what it says of channels
     * moves their cursors.
     */
    synchronized void heed(long told, long due) {
        this.ownTold = told;
        this.ownDue = due;
        settle();
    }

    private void settle() {
        Cursor own = cursors.get(user);
        isSettled = own == null || own.seq >= ownDue;
        mayLag = true;
    }

    /** Goes back to what the client has seen, if nothing of the log was sent since. Whether it did. */
    boolean rewind(String log, long seq) {
        synchronized (this) {
            Cursor cursor = cursors.get(log);
            if (cursor == null || !cursor.isUntouched) {
                return false;
            }
            cursor.seq = seq;
            cursor.isLagging = true;
            settle();
        }
        whenReady.accept(this);
        return true;
    }

    /** Whether the user is in this channel, as far as this socket has been told. */
    synchronized boolean follows(String log) {
        return cursors.containsKey(log);
    }

    /** The logs to read on in; none while the outbox is half full, for then it is not worth a read yet. */
    synchronized List<String> lagging() {
        if (!mayLag
                || isHeld
                || isClosed
                || outbox.size() * 2 >= limits.outboxEvents()
                || outboxSize * 2 >= limits.outboxBytes()) {
            return List.of();
        }
        List<String> lagging = cursors.entrySet().stream()
                .filter(cursor -> cursor.getValue().isLagging && (isSettled || isOwn(cursor.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        mayLag = !isSettled || !lagging.isEmpty();
        return lagging;
    }

    /** Where to go on reading the log, or -1 when it is not followed any more. */
    synchronized long cursor(String log) {
        Cursor cursor = cursors.get(log);
        return cursor == null || isClosed ? -1 : cursor.seq;
    }

    /** Where it stands in those of these logs that it follows. */
    synchronized Map<String, Long> places(Collection<String> logs) {
        Map<String, Long> places = new HashMap<>();
        for (String log : logs) {
            Cursor cursor = cursors.get(log);
            if (cursor != null && !isClosed) {
                places.put(log, cursor.seq);
            }
        }
        return places;
    }

    /** Deliveries may begin: the client has said from where, or will not say. */
    void release() {
        synchronized (this) {
            if (!isHeld) {
                return;
            }
            isHeld = false;
        }
        whenReady.accept(this);
    }

    synchronized boolean isHeld() {
        return isHeld;
    }

    /** Events as they are published; what does not directly follow the cursor, or does not fit, is left to the log. */
    void offer(String log, List<Encoded> events) {
        synchronized (this) {
            if (!accept(log, events)) {
                return;
            }
        }
        whenReady.accept(this);
    }

    /** As they are offered, and sent without asking for a flush, unless a frame is in flight. */
    void send(String log, List<Encoded> events) {
        byte[] frame;
        boolean isToBeSeen;
        synchronized (this) {
            if (!accept(log, events)) {
                return;
            }
            frame = next();
            isToBeSeen = mayLag;
        }
        if (frame != null) {
            transmit(frame);
        }
        if (isToBeSeen) {
            whenReady.accept(this);
        }
    }

    /** Whether there is anything new to do. */
    private boolean accept(String log, List<Encoded> events) {
        Cursor cursor = cursors.get(log);
        if (cursor == null || cursor.isLagging || isClosed) {
            return false;
        }
        if (!isSettled && !isOwn(log) || !take(log, cursor, events)) {
            cursor.isLagging = true;
            mayLag = true;
        }
        return true;
    }

    /**
     * Events as they were read from the log. With {@code isUpToDate} the log's feed is at the last of them: the cursor
     * does not lag any more, if all found room.
     */
    void refill(String log, List<Encoded> events, boolean isUpToDate) {
        synchronized (this) {
            Cursor cursor = cursors.get(log);
            if (cursor == null || isClosed) {
                return;
            }
            cursor.isLagging = !take(log, cursor, events) || !isUpToDate;
            mayLag |= cursor.isLagging;
        }
        whenReady.accept(this);
    }

    /** What followed the cursor is not kept any more: the client starts afresh at {@code head}. */
    void reset(String log, long head) {
        synchronized (this) {
            Cursor cursor = cursors.get(log);
            if (cursor == null || isClosed) {
                return;
            }
            cursor.seq = head;
            outbox.removeIf(event -> event.log().equals(log)); // it would come after the reset and from before it
            outboxSize = outbox.stream().mapToInt(Encoded::size).sum();
            settle();
        }
        reply(Frames.reset(log, head));
    }

    private boolean take(String log, Cursor cursor, List<Encoded> events) {
        for (Encoded event : events) {
            if (event.seq() <= cursor.seq) {
                continue;
            }
            if (event.seq() != cursor.seq + 1 || isFull()) {
                return false;
            }
            if (isOut(event, cursor)) {
                cursors.remove(log);
                return true;
            }
            outbox.add(event);
            outboxSize += event.size();
            cursor.seq = event.seq();
            cursor.isUntouched = false;
            if (isOwn(log)) {
                heed(event);
            }
        }
        return true;
    }

    private boolean isOwn(String log) {
        return log.equals(user);
    }

    private boolean isOut(Encoded event, Cursor cursor) {
        return event.effect() instanceof Encoded.Effect.Removed(String user)
                && user.equals(this.user)
                && event.seq() > cursor.since;
    }

    /** What the user's own log says of channels. What ends a session is the hub's to see. */
    private void heed(Encoded event) {
        boolean isNews = event.seq() > ownTold;
        switch (event.effect()) {
            case Encoded.Effect.Follow(String channel, long head) -> {
                Cursor cursor = cursors.get(channel);
                if (cursor != null && cursor.isUntouched) {
                    cursor.seq = head; // joined while away: heard from the joining on
                } else if (isNews) {
                    follow(channel, head, head);
                }
            }
            case Encoded.Effect.Unfollow(String channel) when isNews -> cursors.remove(channel);
            default -> {}
        }
        if (!isSettled) {
            settle();
        }
    }

    private boolean isFull() {
        return outbox.size() >= limits.outboxEvents() || outboxSize >= limits.outboxBytes();
    }

    /** An answer to one of the client's own frames. */
    void reply(String frame) {
        boolean isDeaf;
        synchronized (this) {
            isDeaf = !isClosed && replies.size() >= MOST_REPLIES;
            if (!isDeaf && !isClosed) {
                replies.add(frame.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (isDeaf) {
            abandon();
            closer.close(
                    this, TOO_SLOW, "too many answers are waiting"); // aside: this may be the thread that answers all
        } else {
            whenReady.accept(this);
        }
    }

    /** Something that may be lost. */
    void signal(String frame) {
        signal(List.of(frame));
    }

    /** The same, all in one: whether there was room for it. */
    boolean signal(List<String> frames) {
        synchronized (this) {
            if (isHeld || isClosed || replies.size() >= MOST_SIGNALS || isFull()) {
                return false;
            }
            frames.forEach(frame -> replies.add(frame.getBytes(StandardCharsets.UTF_8)));
        }
        whenReady.accept(this);
        return true;
    }

    synchronized boolean isWaiting() {
        return !isClosed && !isInFlight && (!replies.isEmpty() || !outbox.isEmpty());
    }

    /** Sends one frame with what has gathered, unless one is in flight. */
    void flush() {
        byte[] frame;
        synchronized (this) {
            frame = next();
        }
        if (frame != null) {
            transmit(frame);
        }
    }

    /** The frame that is in flight from here on, or null when there is nothing to send or one is in flight already. */
    private byte[] next() {
        if (!isWaiting()) {
            return null;
        }
        isInFlight = true;
        sentAt = JUST_NOW;
        return gather();
    }

    private byte[] gather() {
        if (replies.isEmpty() && outbox.size() == 1) {
            Encoded event = outbox.poll();
            outboxSize -= event.size();
            return event.aloneFor(user);
        }
        int largest = isSlow ? LARGEST_SLOW_FRAME : LARGEST_FRAME;
        List<byte[]> items = new ArrayList<>();
        int size = 0;
        while (!replies.isEmpty() && size < largest) {
            items.add(replies.poll());
            size += items.getLast().length + 1;
        }
        while (!outbox.isEmpty() && (items.isEmpty() || size + outbox.peek().size() < largest)) {
            Encoded event = outbox.poll();
            outboxSize -= event.size();
            items.add(event.jsonFor(user));
            size += items.getLast().length + 1;
        }
        return TextFrame.arrayOf(items);
    }

    /** A look at what a send needs; the number means nothing. Outside of the monitor: it may be an old one. */
    int touch() {
        return cursors.size() + outbox.size() + replies.size() + line.touch();
    }

    private void transmit(byte[] frame) {
        if (line.send(frame, whenTaken)) {
            sent(null);
            return;
        }
        synchronized (this) {
            if (isInFlight && sentAt == JUST_NOW) {
                sentAt = nanos.getAsLong();
            }
        }
    }

    private void sent(Throwable failure) {
        boolean isToGoOn;
        synchronized (this) {
            isInFlight = false;
            isSlow = sentAt != JUST_NOW && nanos.getAsLong() - sentAt > SLOW_NANOS;
            isToGoOn = failure == null && (isWaiting() || mayLag);
        }
        if (failure != null) {
            LOG.log(Level.FINE, failure, () -> "connection " + id + " takes nothing more");
            abandon();
        } else if (isToGoOn) {
            whenReady.accept(this);
        }
    }

    /** How long the frame in flight has been there, in nanoseconds; 0 when there is none. */
    synchronized long stalledFor(long now) {
        return isInFlight && sentAt != JUST_NOW ? now - sentAt : 0;
    }

    void ping() {
        line.ping();
    }

    Uptake.Written written() {
        return line.written();
    }

    /**
     * The last frame before a close, past the queue. One that is in flight cannot be overtaken, and who is being closed
     * already is told nothing more: two may take leave of it at once.
     */
    void sayGoodbye(String frame) {
        synchronized (this) {
            boolean isLate = isClosed;
            abandon();
            if (isLate || isInFlight) {
                return;
            }
            isInFlight = true;
        }
        transmit(TextFrame.arrayOf(List.of(frame.getBytes(StandardCharsets.UTF_8))));
    }

    /** Nothing is delivered after this. */
    synchronized void abandon() {
        isClosed = true;
        outbox.clear();
        replies.clear();
        cursors.clear();
    }

    synchronized boolean isAbandoned() {
        return isClosed;
    }

    /** Says why, lets it arrive, and cuts the connection in the end. */
    void close(CloseReason.CloseCode code, String reason) {
        abandon();
        line.linger();
        try {
            session.close(new CloseReason(code, reason.substring(0, Math.min(reason.length(), REASON_BYTES))));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "connection " + id + " was gone before it could be closed");
        }
        closer.cutLater(line, code == TOO_SLOW ? LAST_CHANCE : LINGER);
    }
}
