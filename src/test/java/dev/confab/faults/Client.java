package dev.confab.faults;

import dev.confab.testing.History;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One device, with the duties of the app: it comes back after each loss by another way, with full jitter, resumes, repeats what
 * was not answered, and does not trust a line on which nothing is heard.
 */
final class Client implements AutoCloseable {
    /** As in the app's {@code live/socket.ts}. */
    private static final long BACKOFF_FIRST_MS = 500;

    private static final long BACKOFF_LIMIT_MS = 30_000;
    private static final long PING_AFTER = TimeUnit.SECONDS.toNanos(20);
    private static final long SILENCE_LIMIT = TimeUnit.SECONDS.toNanos(45);
    /** An answer is overdue and the line is silent: the app asks whether anybody is there, and waits for so long. */
    private static final long DOUBT = TimeUnit.SECONDS.toNanos(5);

    private static final long PROBE_LIMIT = TimeUnit.SECONDS.toNanos(5);

    /** Neighbouring seeds would begin alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long SERVED_WITHIN = TimeUnit.SECONDS.toNanos(2);
    private static final Duration STEP = Duration.ofMillis(50);

    /** What a control's client leaves undone, beside the duties of {@link Live}. */
    enum Neglect {
        NOTHING,
        /** Says nothing of its cursors. */
        RESUME,
        /** Says nothing twice. */
        REPEAT,
        /** Repeats under a new clientId. */
        CLIENT_ID,
        /** Trusts a silent line. */
        DOUBT
    }

    private final String name;
    private final Person person;
    private final List<URI> ways;
    private final Neglect neglect;
    private final Live live;
    private final Talk talk;
    private final Thread keeper;
    private final List<Integer> codes = new CopyOnWriteArrayList<>();
    private final List<Double> absences = new CopyOnWriteArrayList<>();
    private long lostAt;
    private int way;
    private int failures;
    private int byesHeeded;
    private long pingedAt;
    private volatile boolean isOver;
    private volatile boolean isDeaf;
    private volatile boolean isMute;

    /** @param receiveBuffer 0 is the system's choice */
    Client(String name, Person person, List<URI> ways, int receiveBuffer, Neglect neglect, History history, long seed) {
        this.name = name;
        this.person = person;
        this.ways = ways;
        this.neglect = neglect;
        this.live = Live.of(person).receiveBuffer(receiveBuffer);
        switch (neglect) {
            case RESUME -> live.neglect(Live.Duty.RESUME);
            case REPEAT -> live.neglect(Live.Duty.REPEAT);
            case CLIENT_ID -> live.neglect(Live.Duty.SAME_CLIENT_ID);
            case NOTHING, DOUBT -> {}
        }
        history.follow(name, live);
        this.talk = new Talk(this, history, new Random(seed * SPREAD));
        live.connectBy(here());
        this.keeper = Thread.ofVirtual().name("keeper of " + name).start(this::keep);
    }

    String name() {
        return name;
    }

    Live live() {
        return live;
    }

    Talk talk() {
        return talk;
    }

    boolean isOver() {
        return isOver;
    }

    boolean isCareless() {
        return neglect != Neglect.NOTHING;
    }

    boolean repeats() {
        return neglect != Neglect.REPEAT;
    }

    /** The person by the way that the client goes at present. */
    Person here() {
        return person.by(ways.get(way % ways.size()));
    }

    /** Whether it has nothing left to say and is connected. */
    boolean isAnswered() {
        return live.isOpen() && live.unacked() == 0 && live.refusedForNow().isEmpty() && talk.pending() == 0;
    }

    int unanswered() {
        return live.unacked() + live.refusedForNow().size() + talk.pending();
    }

    /** The codes of the close frames that have ended its connections; not of those that it was not let in by. */
    List<Integer> codes() {
        return codes;
    }

    /** How long it was away each time, in seconds, from when it saw that its connection was gone until the server's ready. */
    List<Double> absences() {
        return absences;
    }

    /** Whether it is connected and nothing that it has said waits for long. */
    boolean isServed() {
        return live.isOpen() && live.longestWait() < SERVED_WITHIN;
    }

    /** Takes nothing from its socket for a while. */
    void deaf(boolean on) {
        isDeaf = on;
        live.reading(!on);
    }

    private void keep() {
        while (!isOver) {
            if (!live.isOpen()) {
                if (lostAt == 0) {
                    lostAt = System.nanoTime();
                    live.closeCode().ifPresent(codes::add);
                }
                comeBack();
            } else if (!isDeaf) {
                watch();
                repeatRefused();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private void comeBack() {
        var ceiling = Math.min(BACKOFF_LIMIT_MS, BACKOFF_FIRST_MS << Math.min(failures, 12));
        pause(retryAfter() + ThreadLocalRandom.current().nextLong(ceiling));
        if (isOver) {
            return;
        }
        way++;
        try {
            live.connectBy(here());
            failures = 0;
            absences.add((System.nanoTime() - lostAt) / 1e9);
            lostAt = 0;
        } catch (UncheckedIOException | AssertionError e) {
            failures++;
            if (live.isOpen()) {
                live.cut();
            }
        }
    }

    /** What the server asked for in its goodbye, if it has said one since the last time, in milliseconds. */
    private long retryAfter() {
        var byes = live.frames("bye");
        if (byes.size() == byesHeeded) {
            return 0;
        }
        byesHeeded = byes.size();
        return Wire.number(byes.getLast(), "retryAfter");
    }

    private void watch() {
        var silence = live.silence();
        if (neglect == Neglect.DOUBT || isMute) {
            return;
        }
        var isOverdue = live.unacked() > 0;
        if (silence > SILENCE_LIMIT || isOverdue && silence > DOUBT + PROBE_LIMIT) {
            live.cut();
        } else if (silence > (isOverdue ? DOUBT : PING_AFTER) && System.nanoTime() - pingedAt > DOUBT) {
            pingedAt = System.nanoTime();
            live.say(Wire.object("type", "ping"));
        }
    }

    private void repeatRefused() {
        var refused = live.refusedForNow();
        if (!refused.isEmpty() && repeats()) {
            pause(ThreadLocalRandom.current().nextLong(BACKOFF_FIRST_MS));
            refused.forEach(live::repeat);
        }
    }

    private void pause(long milliseconds) {
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (!isOver && System.nanoTime() < until) {
            LockSupport.parkNanos(Math.min(STEP.toNanos(), until - System.nanoTime()));
        }
    }

    /** From now on it asks for no sign of life, and gives none but by the answers to the server's own pings. */
    void mute() {
        isMute = true;
    }

    /** Ends the talk and the client. */
    @Override
    public void close() {
        isOver = true;
        talk.stop();
        try {
            keeper.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        live.close();
    }
}
