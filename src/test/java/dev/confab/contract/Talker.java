package dev.confab.contract;

import dev.confab.testing.Live;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Says a number of things with a client, a few at a time, and does a client's duties: comes back after every cut,
 * repeats what was not answered, and what was refused only for now.
 */
final class Talker {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int OUTSTANDING = 8;
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final Live live;
    private final String channel;
    private final String name;
    private int repeats;

    /** The name tells the talkers of one history apart. */
    Talker(Live live, String channel, String name) {
        this.live = live;
        this.channel = channel;
        this.name = name;
    }

    Live live() {
        return live;
    }

    /** How many answers were refusals for now. */
    int repeats() {
        return repeats;
    }

    /** Returns when all of it is acked. */
    void say(int count) {
        say(count, OUTSTANDING, "");
    }

    void say(int count, int outstanding, String ending) {
        var said = new ArrayList<String>();
        for (var i = 1; i <= count; i++) {
            untilFewerUnackedThan(outstanding);
            said.add(live.send(channel, name + " says " + i + ending));
        }
        untilFewerUnackedThan(1);
        for (var refused = refused(said); !refused.isEmpty(); refused = refused(refused)) {
            for (var clientId : refused) {
                repeats++;
                untilFewerUnackedThan(outstanding);
                live.repeat(clientId);
            }
            untilFewerUnackedThan(1);
        }
    }

    private void untilFewerUnackedThan(int number) {
        while (true) {
            live.await(PATIENCE, "answers", one -> !one.isOpen() || one.unacked() < number);
            if (live.unacked() < number) {
                return;
            }
            comeBack(live);
        }
    }

    private List<String> refused(List<String> said) {
        return said.stream()
                .filter(clientId -> isRefusedForNow(live.answerSoFar(clientId)))
                .toList();
    }

    private static boolean isRefusedForNow(JsonObject answer) {
        if (answer.getString("type").equals("ack")) {
            return false;
        }
        var status = Wire.number(answer.getJsonObject("problem"), "status");
        if (status != 503 && status != 429) {
            throw new AssertionError("refused for good: " + answer);
        }
        return true;
    }

    /** Connects again, as often as it takes, with pauses of any length up to half a second between the attempts. */
    static void comeBack(Live live) {
        Waiting.until(PATIENCE, () -> "nobody lets us in again", () -> isBack(live));
    }

    private static boolean isBack(Live live) {
        try {
            live.connect();
            return true;
        } catch (UncheckedIOException | AssertionError e) {
            if (live.isOpen()) {
                live.cut();
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
            return false;
        }
    }
}
