package dev.confab.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * One sender and its receivers. A message is outstanding until every receiver has it; the sender keeps a fixed number of
 * them outstanding. Every receiver must hear every message, once and in order.
 */
final class DeliveryLoad {
    private static final int WINDOW = 1 << 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AFTERMATH = Duration.ofMillis(300);

    private final Loop loop;
    private final List<ProcessHandle> server;
    private final LoadSocket sender;
    private final Template message;
    private final List<LoadSocket> receivers;
    private final long[] sentAt = new long[WINDOW];
    private final int[] missing = new int[WINDOW];
    private final Latencies times = new Latencies();
    private int outstanding;
    private long sent;
    private long complete;
    private long deliveries;
    private long measuredFrom = Long.MAX_VALUE;

    /** @param server the processes of it */
    DeliveryLoad(
            Loop loop, List<ProcessHandle> server, LoadSocket sender, Template message, List<LoadSocket> receivers) {
        this.loop = loop;
        this.server = server;
        this.sender = sender;
        this.message = message;
        this.receivers = receivers;
        sender.listen(new Refusals());
        receivers.forEach(receiver -> receiver.listen(new Receiver()));
    }

    /** Deliveries per second, and the times from the send to each receiver's socket. */
    Measured round(int messagesOutstanding, Duration warmUp, Duration time) {
        outstanding = messagesOutstanding;
        send();
        loop.during(warmUp);
        long before = deliveries;
        times.clear();
        var watch = new Measured.Watch(server);
        measuredFrom = System.nanoTime();
        loop.during(time);
        var measured = watch.stop(deliveries - before, times);
        measuredFrom = Long.MAX_VALUE;
        outstanding = 0;
        loop.until("everybody has heard everything", PATIENCE, () -> complete == sent);
        loop.during(AFTERMATH); // what comes now comes twice, and fails
        if (deliveries != sent * receivers.size()) {
            throw new Unexpected(deliveries + " deliveries of " + sent + " messages to " + receivers.size());
        }
        return measured;
    }

    private void send() {
        if (sent - complete >= outstanding) {
            return;
        }
        ByteBuffer out = loop.out();
        long now = System.nanoTime();
        while (sent - complete < outstanding && out.remaining() > message.length()) {
            int slot = (int) sent % WINDOW;
            sentAt[slot] = now;
            missing[slot] = receivers.size();
            message.writeTo(out, sent++);
        }
        sender.send(out.flip());
    }

    private final class Receiver implements Ear {
        private final NumberAfter mark = new NumberAfter("\"text\":\"" + Template.MARK);
        private long next;

        @Override
        public void hear(ByteBuffer in, int from, int to) {
            Refusals.failAt(in, from, to);
            if (Walker.kind(in, from) != 'e') {
                return;
            }
            long number = mark.in(in, from, to);
            if (number != next || number >= sent) {
                throw new Unexpected("message " + number + " came instead of " + next + " of " + sent);
            }
            next++;
            deliveries++;
            int slot = (int) number % WINDOW;
            if (sentAt[slot] >= measuredFrom) {
                times.add(loop.now() - sentAt[slot]);
            }
            if (--missing[slot] == 0) {
                complete++;
            }
        }

        @Override
        public void pause() {
            send();
        }
    }
}
