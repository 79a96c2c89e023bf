package dev.confab.web.live;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.strategies.AbstractIOStrategy;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * Threads of their own for those who are in. The container has one queue and one lot of threads for all that comes in: when
 * thousands come at once, all threads shake hands, and a message waits behind those for whom there was none.
 */
final class Lane extends AbstractIOStrategy {
    private static final Logger LOG = Logger.getLogger(Lane.class.getName());
    private static final String NAME = "confab-sockets";

    private final Attribute<Boolean> isIn = Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Lane.class.getName());
    private final TCPNIOTransport transport;
    private final IOStrategy usual;
    private final ExecutorService threads;

    private Lane(TCPNIOTransport transport, GrizzlyExecutorService usualThreads) {
        this.transport = transport;
        this.usual = transport.getIOStrategy();
        // As many and of the same kind, with a queue and names of their own. None is there from the start: it would
        // inherit what the request of the first handshake is about.
        ThreadPoolConfig config = usualThreads
                .getConfiguration()
                .copy()
                .setPoolName(NAME)
                .setQueue(null)
                .setThreadFactory(null)
                .setCorePoolSize(0);
        config.getInitialMonitoringConfig().clearProbes();
        this.threads = GrizzlyExecutorService.createInstance(config);
    }

    /** Beside the threads that this container has. */
    static Lane in(TCPNIOTransport transport, GrizzlyExecutorService usualThreads) {
        Lane lane = new Lane(transport, usualThreads);
        transport.setIOStrategy(lane);
        return lane;
    }

    /** From now on what comes in on this connection is read by these threads. */
    void take(Connection<?> connection) {
        isIn.set(connection, true);
    }

    private boolean isIn(Connection<?> connection) {
        return isIn.isSet(connection);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the container has it
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean isEnabled) throws IOException {
        if (event != IOEvent.READ || !isIn(connection)) {
            return usual.executeIoEvent(connection, event, isEnabled);
        }
        if (isEnabled) {
            connection.disableIOEvent(event); // until it has been read
        }
        try {
            threads.execute(() -> fireIOEvent(connection, event, ENABLE_INTEREST_LIFECYCLE_LISTENER, LOG));
            return true;
        } catch (RejectedExecutionException e) { // closed since, or too much is waiting here
            return usual.executeIoEvent(connection, event, false);
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return event == IOEvent.READ && isIn(connection) ? threads : usual.getThreadPoolFor(connection, event);
    }

    /** Leaves the container as it was. */
    void close() {
        if (transport.getIOStrategy() == this) {
            transport.setIOStrategy(usual);
        }
        threads.shutdown();
    }
}
