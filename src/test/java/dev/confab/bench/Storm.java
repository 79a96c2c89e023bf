package dev.confab.bench;

import dev.confab.bench.Crowd.Somebody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Clients that all come back at once, each with cursors a little behind. One that is refused or hung up on tries again, as
 * a client does. Each must hear what it has missed, in order, once, and nothing before it.
 */
final class Storm {
    private static final int MISSED = 5;
    private static final byte[] LOG = "\"log\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int ID = 26;
    private static final int THIRD_LETTER = 11;

    private final Loop loop;
    private final Crowd crowd;
    private final int port;
    private final Map<String, Long> heads;
    private final List<Client> clients = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(4);
    private final Latencies times = new Latencies();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final long begun = System.nanoTime();
    private int missing;
    private int failures;
    private int resets;
    private int disorders;
    private boolean isOver;

    Storm(Loop loop, Crowd crowd, List<Somebody> people, int port, Map<String, Long> heads) {
        this.loop = loop;
        this.crowd = crowd;
        this.port = port;
        this.heads = heads;
        this.missing = people.size();
        people.forEach(one -> clients.add(new Client(one)));
        clients.forEach(Client::connect);
        loop.eachTurn(() -> clients.forEach(Client::tryAgain));
    }

    static Loop.Door door(int port, Somebody who, String cursors) {
        return new Loop.Door(
                port,
                "/ws/v1",
                "Sec-WebSocket-Protocol: confab.v1\r\nOrigin: http://localhost:" + port + "\r\nCookie: confab_session="
                        + who.secret() + "\r\n",
                "{\"type\":\"resume\",\"cursors\":" + cursors + "}");
    }

    boolean isLevel() {
        return missing == 0;
    }

    Latencies times() {
        return times;
    }

    int failures() {
        return failures;
    }

    /** What must not be: an event that does not follow the cursor, or a reset of one who lacks so little. */
    int broken() {
        return resets + disorders;
    }

    private static boolean isReset(ByteBuffer in, int from) {
        return Walker.kind(in, from) == 'r' && in.get(from + THIRD_LETTER) == 's';
    }

    Map<String, Integer> reasons() {
        return reasons;
    }

    void close() {
        isOver = true;
        clients.forEach(client -> client.socket.close());
    }

    private final class Client {
        private final Somebody who;
        private final Map<String, Long> cursors = new HashMap<>();
        private LoadSocket socket;
        private int behind;
        private long againAt;

        Client(Somebody who) {
            this.who = who;
            for (int channel : who.channels()) {
                var log = crowd.channels().get(channel);
                cursors.put(log, heads.get(log) - MISSED);
            }
            behind = cursors.size();
        }

        void connect() {
            againAt = 0;
            var said = cursors.entrySet().stream()
                    .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                    .collect(Collectors.joining(",", "{\"" + who.id() + "\":1,", "}"));
            socket = loop.rush(who.secret(), door(port, who, said));
            socket.listen(this::hear);
            socket.whenOver(this::over);
        }

        private void over(String why) {
            if (!isOver) {
                failures++;
                reasons.merge(
                        why.substring(why.indexOf(' ')).lines().findFirst().orElse(""), 1, Integer::sum);
                againAt = System.nanoTime() + 500_000_000L + random.nextLong(1_500_000_000L);
            }
        }

        void tryAgain() {
            if (againAt != 0 && System.nanoTime() - againAt >= 0 && !isOver) {
                connect();
            }
        }

        private void hear(ByteBuffer in, int from, int to) {
            if (isReset(in, from)) {
                resets++;
                return;
            }
            Refusals.failAt(in, from, to);
            if (Walker.kind(in, from) != 'e') {
                return;
            }
            int at = Walker.find(in, LOG, from, to) + LOG.length;
            byte[] id = new byte[ID];
            in.get(at, id);
            var log = new String(id, StandardCharsets.US_ASCII);
            Long cursor = cursors.get(log);
            if (cursor == null) {
                return; // the own log's
            }
            long seq =
                    Long.parseLong(Walker.string(in, at + ID + 8, at + ID + 28).split("[,}]")[0]);
            if (seq != cursor + 1) {
                disorders++;
            }
            cursors.put(log, seq);
            if (cursor < heads.get(log) && seq >= heads.get(log) && --behind == 0) {
                times.add(System.nanoTime() - begun);
                missing--;
            }
        }
    }
}
