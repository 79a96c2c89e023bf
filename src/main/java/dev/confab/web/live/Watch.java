package dev.confab.web.live;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at every connection once a second: who is silent, who takes nothing, whose session is over. The container has
 * no time limit for any of it.
 */
@ApplicationScoped
class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class.getName());
    static final int HEARTBEAT_SECONDS = 20;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(45);
    private static final long DEAF_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SUSPECT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_CHANCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long UNFINISHED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Inject
    private Hub hub;

    @Inject
    private Closer closer;

    @Inject
    private Clock clock;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final Map<Conversation, Boolean> conversations = new ConcurrentHashMap<>();
    private final SendQueues sendQueues = SendQueues.ofLinux();
    private ScheduledFuture<?> watching;
    private ScheduledFuture<?> checking;

    void over(Conversation conversation) {
        start();
        conversations.put(conversation, true);
    }

    void forget(Conversation conversation) {
        conversations.remove(conversation);
        sendQueues.forget(conversation.connection().id());
    }

    private synchronized void start() {
        if (watching == null) {
            watching = scheduler.scheduleWithFixedDelay(this::watch, 250, 250, TimeUnit.MILLISECONDS);
            checking = scheduler.scheduleWithFixedDelay(this::checkHeads, 1, 1, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (watching != null) {
            watching.cancel(false);
            checking.cancel(false);
        }
    }

    private void checkHeads() {
        try {
            hub.checkHeads();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the heads could not be checked; again in a second", e);
        }
    }

    private void watch() {
        try {
            Collection<Conversation> all = conversations.keySet();
            for (Conversation conversation : all) {
                watch(conversation, System.nanoTime());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the watch goes on after a failure", e);
        }
    }

    private void watch(Conversation conversation, long now) {
        Connection connection = conversation.connection();
        if (connection.isAbandoned() && conversation.givenUpAt() == 0) {
            forget(conversation);
            hub.leave(connection);
            // Of a peer that was gone before the upgrade was finished the container never hears, and keeps the session.
            closer.close(connection, CloseCodes.GOING_AWAY, "gone");
            return;
        }
        if (connection.isHeld() && now - conversation.openedAt() > HOLD_NANOS) {
            connection.release();
        }
        if (!clock.instant().isBefore(connection.identity().until())) {
            closer.close(connection, Connection.SIGNED_OUT, "the session is over");
        } else if (conversation.givenUpAt() != 0) {
            // A close frame cannot overtake a frame that is half written: cut off only who never takes the rest.
            if (connection.stalledFor(now) == 0 || now - conversation.givenUpAt() > LAST_CHANCE_NANOS) {
                forget(conversation);
                closer.close(connection, Connection.TOO_SLOW, "nothing was taken for 10 s");
            }
        } else if (isDeaf(conversation, now)) {
            conversation.giveUp(now);
            hub.leave(connection);
        } else if (now - conversation.heardAt() > SILENT_NANOS) {
            closer.close(connection, CloseCodes.GOING_AWAY, "nothing was heard for 45 s");
            hub.leave(connection);
        } else if (conversation.unfinishedFor(now) > UNFINISHED_NANOS) {
            closer.close(connection, CloseCodes.VIOLATED_POLICY, "a message was not finished for 30 s");
        } else if (conversation.isPingDue(now)) {
            connection.ping();
        }
    }

    /** The frame in flight has been there for long, and the kernel has not got rid of a byte of it meanwhile. */
    private boolean isDeaf(Conversation conversation, long now) {
        Connection connection = conversation.connection();
        long stalled = connection.stalledFor(now);
        if (stalled < SUSPECT_NANOS) {
            sendQueues.forget(connection.id());
            return false;
        }
        return sendQueues.unmovedFor(connection.id(), conversation.remotePort(), stalled, now) > DEAF_NANOS;
    }
}
