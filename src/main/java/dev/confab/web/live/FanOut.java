package dev.confab.web.live;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Hands events of a log to all who listen to it. A few get them into their outboxes, and a flusher comes by. Many get
 * them sent at once, by several threads: what a connection needs is in the processor's cache then, and a thousand
 * receivers of one message do not wait for one thread's thousand writes.
 */
final class FanOut {
    private static final Logger LOG = Logger.getLogger(FanOut.class.getName());
    /** One thread sends to these within some 2 ms. */
    static final int MANY = 256;

    private static final int PART = 32;

    private final int helpers;
    private final BlockingQueue<Round> rounds = new LinkedTransferQueue<>();

    /** {@code helpers}: how many threads {@link #help}, besides the one that offers. */
    FanOut(int helpers) {
        this.helpers = helpers;
    }

    void offer(String log, List<Encoded> events, List<Connection> listeners) {
        if (listeners.size() < MANY) {
            listeners.forEach(listener -> listener.offer(log, events));
            return;
        }
        Round round = new Round(log, events, listeners);
        for (int i = 0; i < Math.min(helpers, listeners.size() / MANY); i++) {
            rounds.add(round);
        }
        round.takePart();
        round.await();
    }

    /** For a helper: takes part in the next round, if there is one within the time. */
    void help(long millis) throws InterruptedException {
        Round round = rounds.poll(millis, TimeUnit.MILLISECONDS);
        if (round != null) {
            round.takePart();
        }
    }

    private static final class Round {
        private final String log;
        private final List<Encoded> events;
        private final List<Connection> listeners;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch missing;
        /** So that the looks of {@link #touch} are not left out. */
        private int touched;

        Round(String log, List<Encoded> events, List<Connection> listeners) {
            this.log = log;
            this.events = events;
            this.listeners = listeners;
            this.missing = new CountDownLatch((listeners.size() + PART - 1) / PART);
        }

        void takePart() {
            for (int from = next.getAndAdd(PART); from < listeners.size(); from = next.getAndAdd(PART)) {
                List<Connection> part = listeners.subList(from, Math.min(listeners.size(), from + PART));
                touched = touch(part);
                part.forEach(this::send);
                missing.countDown();
            }
        }

        /**
         * Looks at what the sends will need. Between one system call and the next each would wait for memory by itself;
         * looked at in a row, the processor fetches it for all of them at once. That is a tenth of the time of a send.
         */
        private static int touch(List<Connection> part) {
            int sum = 0;
            for (int i = 0; i < part.size(); i++) {
                sum += part.get(i).touch();
            }
            return sum;
        }

        private void send(Connection listener) {
            try {
                listener.send(log, events);
            } catch (RuntimeException e) { // not the others' fault
                LOG.log(Level.SEVERE, e, () -> "connection " + listener.id() + " is passed over");
            }
        }

        /** Only for parts that are being sent, and no send waits for anything. */
        void await() {
            try {
                missing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
