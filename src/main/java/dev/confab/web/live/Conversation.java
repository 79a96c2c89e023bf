package dev.confab.web.live;

import dev.confab.account.Identity;
import dev.confab.channel.Channels;
import dev.confab.message.Draft;
import dev.confab.message.Messages;
import dev.confab.message.PostResult;
import dev.confab.ops.Settings;
import dev.confab.presence.Presences;
import dev.confab.readmark.ReadMarks;
import dev.confab.web.Bucket;
import dev.confab.web.Drafts;
import dev.confab.web.Flood;
import dev.confab.web.Input;
import dev.confab.web.PostProblems;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What one client says on its socket, frame by frame, and what it is answered. */
final class Conversation {
    private static final Logger LOG = Logger.getLogger(Conversation.class.getName());
    private static final int MOST_NONSENSE = 5;
    private static final int FRAMES_PER_SEND = 10;
    private static final long FLOOD_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FLOOD_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FIRST_WORD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TYPING_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What a conversation needs of the rest. */
    record Parts(
            Hub hub,
            Channels channels,
            Messages messages,
            ReadMarks readMarks,
            Flood flood,
            Closer closer,
            Settings settings,
            Clock clock) {}

    private final Connection connection;
    private final Identity identity;
    private final Peer peer;
    private final Intake intake;
    private final Uptake uptake = new Uptake();
    private final Parts parts;
    private final Bucket frames;
    private final LongSupplier nanos;
    private final Map<String, Long> typedAt = new HashMap<>();
    private final StringBuilder unfinished = new StringBuilder();
    private volatile long heldAt;
    private volatile long unfinishedSince;
    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile boolean hasSpoken;
    /** When it was greeted, or last asked whether it has anything to say; nothing of it is heard before. */
    private volatile long askedAt;

    private volatile boolean isGreeted;
    private volatile boolean isAsked;
    private volatile boolean isSilent;
    private boolean isBegun;
    private int nonsense;
    private long floodedSince;
    private long floodedAt;

    Conversation(Connection connection, Peer peer, Intake intake, Parts parts) {
        this(connection, peer, intake, parts, System::nanoTime);
    }

    Conversation(Connection connection, Peer peer, Intake intake, Parts parts, LongSupplier nanos) {
        this.nanos = nanos;
        this.heardAt = nanos.getAsLong();
        this.pingedAt = heardAt;
        this.connection = connection;
        this.identity = connection.identity();
        this.peer = peer;
        this.intake = intake;
        this.parts = parts;
        Settings.Limits limits = parts.settings().limits();
        this.frames = new Bucket(
                limits.burst() * FRAMES_PER_SEND, limits.sends() * FRAMES_PER_SEND, limits.window(), parts.clock());
    }

    Connection connection() {
        return connection;
    }

    Peer peer() {
        return peer;
    }

    Uptake uptake() {
        return uptake;
    }

    long heardAt() {
        return heardAt;
    }

    void heard() {
        heardAt = nanos.getAsLong();
    }

    /** It was greeted: from here on it is heard. */
    void begin() {
        heard();
        askedAt = heardAt;
        isGreeted = true;
        intake.release();
    }

    /** The answer to a ping. What the client has said before it has been heard by now. */
    void pong() {
        heard();
        isSilent = isAsked && !hasSpoken;
    }

    /** That nothing is heard is not its fault. */
    void excuse() {
        heardAt = nanos.getAsLong();
    }

    /** After a flood of frames nothing is read for a while; whether that is over. */
    boolean isToReadOn(long now) {
        return isGreeted && intake.isHeld() && now - heldAt > HOLD_NANOS;
    }

    void readOn() {
        intake.release();
    }

    /**
     * Whether deliveries shall begin without a word from the client. What is delivered before a resume cannot be taken
     * back, and a resume may lie unread for long, on the way or here: so the client is asked by a ping. Whatever it has
     * said stands before the pong, and one that has said something waits until that is answered.
     */
    boolean isSilent() {
        return isSilent && !hasSpoken;
    }

    boolean isToBeAsked(long now) {
        return isGreeted && !hasSpoken && now - askedAt > FIRST_WORD_NANOS;
    }

    void ask(long now) {
        askedAt = now;
        isAsked = true;
        connection.ping();
    }

    /** How long a message has been begun and not finished; 0 when none is. */
    long unfinishedFor(long now) {
        return unfinishedSince == 0 ? 0 : now - unfinishedSince;
    }

    boolean isPingDue(long now) {
        if (now - pingedAt < TimeUnit.SECONDS.toNanos(Watch.HEARTBEAT_SECONDS)) {
            return false;
        }
        pingedAt = now;
        return true;
    }

    /** A part of a message, as it comes off the wire. */
    void hear(String part, boolean isLast) {
        heard();
        hasSpoken = true;
        int limit = parts.settings().limits().frame();
        if (unfinished.length() + part.length() > limit || utf8(part) > limit) {
            unfinished.setLength(0);
            parts.closer().close(connection, CloseCodes.TOO_BIG, "a frame has at most " + limit + " bytes");
            return;
        }
        if (!isLast) {
            unfinishedSince = unfinishedSince == 0 ? nanos.getAsLong() : unfinishedSince;
            unfinished.append(part);
            return;
        }
        String message = unfinished.isEmpty() ? part : unfinished.append(part).toString();
        unfinished.setLength(0);
        unfinishedSince = 0;
        if (message.length() * 3L > limit && utf8(message) > limit) {
            parts.closer().close(connection, CloseCodes.TOO_BIG, "a frame has at most " + limit + " bytes");
            return;
        }
        understand(message);
    }

    void refuseBinary() {
        parts.closer().close(connection, CloseCodes.CANNOT_ACCEPT, "only text is spoken here");
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void understand(String message) {
        Optional<Duration> wait = frames.take();
        if (wait.isPresent()) {
            floodedByFrames(null, wait.get());
            return;
        }
        try {
            List<Optional<Input>> said = Input.each(message);
            for (int i = 0; i < said.size() && nonsense < MOST_NONSENSE; i++) {
                // An array costs as much as its frames one by one; the first is paid for.
                hear(said.get(i), i == 0 ? Optional.empty() : frames.take());
            }
        } catch (Refused e) {
            refuseNonsense(e.problem());
        } finally {
            isBegun = true;
            connection.release();
        }
    }

    private void hear(Optional<Input> said, Optional<Duration> wait) {
        if (said.isPresent()) {
            nonsense = 0;
        }
        if (wait.isPresent()) {
            floodedByFrames(said.map(frame -> frame.echo("ref")).orElse(null), wait.get());
            return;
        }
        said.ifPresentOrElse(this::answer, () -> refuseNonsense(Problem.malformed("A frame must be a JSON object.")));
    }

    private void refuseNonsense(Problem problem) {
        refuse(null, problem);
        if (++nonsense >= MOST_NONSENSE) {
            parts.closer().close(connection, CloseCodes.VIOLATED_POLICY, "not the protocol confab.v1");
        }
    }

    private void answer(Input frame) {
        String ref = frame.echo("ref");
        try {
            frame.refuseIfWrong(); // who cannot match the answer must not have done anything
            String type = frame.string("type");
            frame.refuseIfWrong();
            switch (type) {
                case "resume" -> resume(frame);
                case "send" -> send(ref, frame);
                case "read" -> read(ref, frame);
                case "typing" -> type(frame);
                case "presence" -> turn(frame);
                case "watch" -> watch(frame);
                case "ping" -> connection.reply(Frames.pong(ref));
                default -> refuse(ref, Problem.malformed("There is no such type of frame."));
            }
        } catch (Refused e) {
            refuse(ref, e.problem());
        } catch (RuntimeException e) {
            refuse(ref, PostProblems.isUnavailable(e) ? Problem.unavailable() : broken(e));
        } finally {
            isBegun = true;
        }
    }

    private void refuse(String ref, Problem problem) {
        connection.reply(Frames.refused(ref, problem));
    }

    private static Problem broken(Throwable e) {
        String id = dev.confab.log.Ids.next();
        LOG.log(Level.SEVERE, e, () -> "a frame could not be answered: " + id);
        return Problem.broken(id);
    }

    private void resume(Input frame) {
        if (isBegun) {
            throw new Refused(Problem.malformed("resume comes first, and once."));
        }
        isBegun = true;
        Map<String, Long> cursors = frame.has("cursors") ? frame.numbers("cursors") : Map.of();
        try {
            parts.hub().resume(connection, cursors);
        } catch (RuntimeException e) {
            if (!PostProblems.isUnavailable(e)) {
                broken(e);
            }
            // From the heads on it would miss something and not know.
            Admission.turnAway(connection, Admission.NOT_NOW);
        }
    }

    private void send(String ref, Input frame) {
        String channel = frame.id("channel");
        Draft draft = Drafts.of(frame, parts.settings().limits());
        frame.refuseIfWrong();
        Optional<Duration> wait = parts.flood().take(identity.user());
        if (wait.isPresent()) {
            flooded(ref, wait.get());
            return;
        }
        parts.messages().post(identity.user(), channel, draft).whenComplete((result, failure) -> {
            if (failure != null) {
                refuse(ref, PostProblems.isUnavailable(failure) ? Problem.unavailable() : broken(failure));
                return;
            }
            switch (result) {
                case PostResult.Posted(var posted) -> connection.reply(Frames.ack(ref, posted.message()));
                case PostResult.Repeated(var posted) -> connection.reply(Frames.ack(ref, posted.message()));
                default -> refuse(ref, PostProblems.of(result));
            }
        });
    }

    private void floodedByFrames(String ref, Duration wait) {
        flooded(ref, wait);
        heldAt = nanos.getAsLong();
        intake.hold();
    }

    private void flooded(String ref, Duration wait) {
        refuse(ref, Problem.tooMany("Slower, please.", wait));
        long now = nanos.getAsLong();
        if (floodedSince == 0 || now - floodedAt > FLOOD_PAUSE_NANOS) {
            floodedSince = now;
        }
        floodedAt = now;
        if (now - floodedSince > FLOOD_NANOS) {
            parts.closer().close(connection, CloseCodes.VIOLATED_POLICY, "a flood that did not end");
        }
    }

    private void read(String ref, Input frame) {
        String channel = frame.id("channel");
        long seq = frame.number("seq");
        frame.check("seq", seq >= 0, "must not be negative");
        frame.refuseIfWrong();
        parts.channels()
                .presumedMembership(identity.user(), channel)
                .ifPresentOrElse(
                        reader -> parts.readMarks().move(reader, seq, false).whenComplete((mark, failure) -> {
                            if (failure != null) {
                                refuse(
                                        ref,
                                        PostProblems.isUnavailable(failure) ? Problem.unavailable() : broken(failure));
                            }
                        }),
                        () -> refuse(ref, Problem.notFound()));
    }

    private void type(Input frame) {
        String channel = frame.id("channel");
        String parent = frame.has("parent") ? frame.id("parent") : null;
        frame.refuseIfWrong();
        if (!connection.follows(channel)) {
            throw new Refused(Problem.notFound());
        }
        long now = nanos.getAsLong();
        Long last = typedAt.get(channel);
        if (last == null || now - last >= TYPING_NANOS) {
            typedAt.put(channel, now);
            parts.hub().typing(connection, channel, parent);
        }
    }

    private void turn(Input frame) {
        String state = frame.string("state");
        frame.check("state", state.equals("online") || state.equals("away"), "must be online or away");
        frame.refuseIfWrong();
        parts.hub().turn(connection, state.equals("away"));
    }

    private void watch(Input frame) {
        // Nobody is a good answer, but has to be said.
        List<String> users = frame.has("users") && !frame.hasAny("users") ? List.of() : frame.ids("users");
        frame.check("users", users.size() <= Presences.MOST_WATCHED, "holds more than " + Presences.MOST_WATCHED);
        frame.refuseIfWrong();
        // Before the client's first frame is answered nothing is delivered to it, and this is an answer.
        connection.release();
        parts.hub().watch(connection, users);
    }
}
