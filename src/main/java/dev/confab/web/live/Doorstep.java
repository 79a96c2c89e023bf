package dev.confab.web.live;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;

/**
 * Who comes must not stand in the way of who is in. A handshake and a message wait in one queue for the container's threads,
 * so thousands of handshakes would be before each message. While more than a few wait there, no more connections are
 * taken from the kernel, which keeps them in order meanwhile.
 *
 * <p>Where the container is not built as we know it, nothing happens.
 */
final class Doorstep {
    private static final Logger LOG = Logger.getLogger(Doorstep.class.getName());
    /** With so many in the queue no more are taken, until there are so few. */
    private static final int CROWD = 16;

    private static final int FEW = 4;
    private static final long LOOK_MS = 2;
    /** Then some are taken in any case: a queue that does not get shorter has another reason. */
    private static final long LONGEST_MS = 500;

    /** What is shut and opened. */
    interface Gate {
        void turn(boolean isOpen) throws IOException;
    }

    private final Semaphore crowds = new Semaphore(0);
    private volatile Queue<?> queue;
    private volatile List<Gate> gates = List.of();
    private volatile Lane lane;
    private boolean isClosed;

    /**
     * Somebody is in: what it says does not wait behind those who come. Of the first one is learned what is to be known of the
     * container.
     */
    void pass(WebConnection upgraded) {
        try {
            Optional<NIOConnection> connection = Bypass.connection(upgraded);
            if (connection.isPresent()) {
                if (queue == null) {
                    learn(connection.get());
                }
                Lane own = lane;
                if (own != null) {
                    own.take(connection.get());
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "this container's door stays as it is", e);
        }
    }

    /** Whoever finds that all is known finds the lane too. */
    private synchronized void learn(NIOConnection connection) throws ReflectiveOperationException {
        if (queue == null
                && !isClosed
                && connection.getTransport() instanceof TCPNIOTransport transport
                && transport.getWorkerThreadPool() instanceof GrizzlyExecutorService pool) {
            lane = Lane.in(transport, pool);
            learn(pool.getConfiguration().getQueue(), gates(transport));
        }
    }

    /** Leaves the container as it was. */
    synchronized void close() {
        isClosed = true;
        if (lane != null) {
            lane.close();
            lane = null;
        }
    }

    void learn(Queue<?> waiting, List<Gate> doors) {
        gates = doors;
        queue = waiting;
    }

    boolean isKnown() {
        return queue != null && !gates.isEmpty();
    }

    private static List<Gate> gates(TCPNIOTransport transport) throws ReflectiveOperationException {
        Field field = TCPNIOTransport.class.getDeclaredField("serverConnections");
        field.setAccessible(true);
        List<Gate> gates = new ArrayList<>();
        for (Object one : (Collection<?>) field.get(transport)) {
            if (one instanceof NIOConnection door) {
                gates.add(isOpen -> {
                    if (isOpen) {
                        door.enableIOEvent(IOEvent.SERVER_ACCEPT);
                    } else {
                        door.disableIOEvent(IOEvent.SERVER_ACCEPT);
                    }
                });
            }
        }
        return gates;
    }

    /** To be called for each who comes; does not wait. */
    void look() {
        if (isLongerThan(CROWD) && crowds.availablePermits() == 0) {
            crowds.release();
        }
    }

    /** It is the container's, and may be one that only its own threads may walk through: its size is a number at any time. */
    private boolean isLongerThan(int most) {
        Queue<?> waiting = queue;
        return waiting != null && waiting.size() > most;
    }

    /** Shuts the door while there is a crowd, if there is one within the time. */
    void mind(long millis) throws InterruptedException {
        if (!crowds.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            return;
        }
        turn(false);
        try {
            long begun = System.nanoTime();
            do {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } while (isLongerThan(FEW) && System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(LONGEST_MS));
        } finally {
            turn(true);
        }
    }

    private void turn(boolean isOpen) {
        for (Gate gate : gates) {
            try {
                gate.turn(isOpen);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "a door does not " + (isOpen ? "open" : "shut"), e);
            }
        }
    }
}
