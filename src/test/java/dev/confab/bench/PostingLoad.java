package dev.confab.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Senders that each keep a number of posts unacked. Every post must be acked once, and heard by everybody in its
 * channel, without a hole in the seqs.
 */
final class PostingLoad {
    private static final int WINDOW = 1 << 12;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration AFTERMATH = Duration.ofMillis(300);
    private static final byte[] ACK = "{\"type\":\"ack\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LOG_AT = "{\"type\":\"event\",\"log\":\"".length();

    /** A channel that is posted to. */
    static final class Place {
        private final String id;
        private long head;
        private long posts;

        /** {@code head}: the seq of its last event. */
        Place(String id, long head) {
            this.id = id;
            this.head = head;
        }

        String id() {
            return id;
        }

        /** Where its log must stand now. */
        long head() {
            return head;
        }
    }

    private final Loop loop;
    private final ProcessHandle server;
    private final int pipeline;
    private final List<Sender> senders = new ArrayList<>();
    private final Latencies times = new Latencies();
    private long acked;
    private long measuredFrom = Long.MAX_VALUE;
    private boolean isSending;

    PostingLoad(Loop loop, ProcessHandle server, int pipeline) {
        this.loop = loop;
        this.server = server;
        this.pipeline = pipeline;
    }

    void add(LoadSocket socket, Place place, int textLength, long seed) {
        senders.add(new Sender(socket, place, message(place.id(), textLength, seed)));
    }

    static Template message(String channel, int textLength, long seed) {
        return new Template(
                "{\"type\":\"send\",\"ref\":\"" + Template.NUMBER + "\",\"channel\":\"" + channel + "\",\"clientId\":\""
                        + Template.UUID + "\",\"text\":\"" + Template.text(textLength) + "\"}",
                seed);
    }

    /** Acked posts per second, and the times from send to ack. */
    Measured round(Duration warmUp, Duration time) {
        senders.forEach(Sender::begin);
        isSending = true;
        senders.forEach(Sender::pause);
        loop.during(warmUp);
        long before = acked;
        times.clear();
        var watch = new Measured.Watch(server);
        measuredFrom = System.nanoTime();
        loop.during(time);
        var measured = watch.stop(acked - before, times);
        measuredFrom = Long.MAX_VALUE;
        isSending = false;
        loop.until("all posts are acked", PATIENCE, () -> senders.stream().allMatch(Sender::isAcked));
        senders.stream().map(sender -> sender.place).distinct().forEach(place -> {
            place.head += place.posts;
            place.posts = 0;
        });
        loop.until("all posts are heard", PATIENCE, () -> senders.stream().allMatch(Sender::hasHeardAll));
        loop.during(AFTERMATH); // what comes now comes twice, and fails
        return measured;
    }

    private final class Sender implements Ear {
        private final LoadSocket socket;
        private final Place place;
        private final Template message;
        private final byte[] log;
        private final NumberAfter ref = new NumberAfter("\"ref\":\"");
        private final NumberAfter seq = new NumberAfter("\"seq\":");
        private final long[] sentAt = new long[WINDOW];
        private long sent;
        private long answered;
        private long heard;

        Sender(LoadSocket socket, Place place, Template message) {
            this.socket = socket;
            this.place = place;
            this.message = message;
            this.log = place.id().getBytes(StandardCharsets.US_ASCII);
            this.heard = place.head();
        }

        void begin() {
            socket.listen(this);
        }

        boolean isAcked() {
            return answered == sent;
        }

        boolean hasHeardAll() {
            return heard == place.head();
        }

        @Override
        public void hear(ByteBuffer in, int from, int to) {
            Refusals.failAt(in, from, to);
            switch (Walker.kind(in, from)) {
                case 'a' -> {
                    if (Walker.find(in, ACK, from, from + ACK.length) == from) {
                        acked(ref.in(in, from, to));
                    }
                }
                case 'e' -> {
                    if (Walker.find(in, log, from + LOG_AT, from + LOG_AT + log.length) >= 0) {
                        heard(seq.in(in, from, to));
                    }
                }
                default -> {
                    // Signals; they may be lost, so nobody counts them.
                }
            }
        }

        private void acked(long number) {
            int slot = (int) number % WINDOW;
            if (number < 0 || number >= sent || sentAt[slot] == 0) {
                throw new Unexpected("post " + number + " was acked twice, or never sent");
            }
            if (sentAt[slot] >= measuredFrom) {
                times.add(loop.now() - sentAt[slot]);
            }
            sentAt[slot] = 0;
            answered++;
            acked++;
            place.posts++;
        }

        private void heard(long number) {
            if (number != heard + 1) {
                throw new Unexpected("event " + number + " came after " + heard);
            }
            heard = number;
        }

        @Override
        public void pause() {
            if (!isSending || sent - answered >= pipeline) {
                return;
            }
            ByteBuffer out = loop.out();
            long now = System.nanoTime();
            while (sent - answered < pipeline && out.remaining() > message.length()) {
                sentAt[(int) sent % WINDOW] = now;
                message.writeTo(out, sent++);
            }
            socket.send(out.flip());
        }
    }
}
