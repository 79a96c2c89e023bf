package dev.confab.web.live;

import dev.confab.presence.Presences;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
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
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long UNFINISHED_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Inject
    private Hub hub;

    @Inject
    private Presences presences;

    @Inject
    private Closer closer;

    @Inject
    private Clock clock;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final Map<Conversation, Boolean> conversations = new ConcurrentHashMap<>();
    private final SendQueues sendQueues = SendQueues.ofLinux();
    private long lookedAt = System.nanoTime();
    private boolean hasQueues;
    private ScheduledFuture<?> watching;
    private ScheduledFuture<?> checking;
    private ScheduledFuture<?> telling;
    private ScheduledFuture<?> turningAway;

    void over(Conversation conversation) {
        start();
        conversations.put(conversation, true);
    }

    void forget(Conversation conversation) {
        conversations.remove(conversation);
    }

    private synchronized void start() {
        if (watching == null) {
            watching = scheduler.scheduleWithFixedDelay(this::watch, 250, 250, TimeUnit.MILLISECONDS);
            turningAway = scheduler.scheduleWithFixedDelay(this::turnAwayTheLate, 1, 1, TimeUnit.SECONDS);
            checking = scheduler.scheduleWithFixedDelay(this::checkHeads, 1, 1, TimeUnit.SECONDS);
            telling = scheduler.scheduleWithFixedDelay(this::tellPresences, 1, 1, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (watching != null) {
            watching.cancel(false);
            turningAway.cancel(false);
            checking.cancel(false);
            telling.cancel(false);
        }
    }

    private void turnAwayTheLate() {
        try {
            hub.turnAwayTheLate();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "who waits too long is not told so; again in a second", e);
        }
    }

    private void checkHeads() {
        try {
            hub.checkHeads();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the heads could not be checked; again in a second", e);
        }
    }

    private void tellPresences() {
        try {
            presences.tell();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "nobody was told who is here; again in a second", e);
        }
    }

    private void watch() {
        try {
            hub.tryAgain();
            Collection<Conversation> all = conversations.keySet();
            lookAtQueues(all, System.nanoTime());
            for (Conversation conversation : all) {
                watch(conversation, System.nanoTime());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the watch goes on after a failure", e);
        }
    }

    private void watch(Conversation conversation, long now) {
        Connection connection = conversation.connection();
        if (connection.isAbandoned()) {
            forget(conversation);
            hub.leave(connection);
            // Of a peer that was gone before the upgrade was finished the container never hears, and keeps the session.
            closer.close(connection, CloseCodes.GOING_AWAY, "gone");
            return;
        }
        if (conversation.isToReadOn(now)) {
            scheduler.execute(conversation::readOn); // what it reads is answered by the same thread
        }
        if (connection.isHeld()) {
            if (conversation.isSilent()) {
                connection.release();
            } else if (conversation.isToBeAsked(now)) {
                conversation.ask(now);
            }
        }
        if (isWaiting(conversation, now)) {
            conversation.excuse(); // our ping waits behind what it has yet to take
        }
        if (!clock.instant().isBefore(connection.identity().until())) {
            closer.close(connection, Connection.SIGNED_OUT, "the session is over");
        } else if (isDeaf(conversation, now)) {
            end(conversation, Connection.TOO_SLOW, "nothing was taken for 10 s");
        } else if (now - conversation.heardAt() > SILENT_NANOS) {
            end(conversation, CloseCodes.GOING_AWAY, "nothing was heard for 45 s");
        } else if (conversation.unfinishedFor(now) > UNFINISHED_NANOS) {
            closer.close(connection, CloseCodes.VIOLATED_POLICY, "a message was not finished for 30 s");
        } else if (conversation.isPingDue(now)) {
            connection.ping();
        }
    }

    private void end(Conversation conversation, CloseReason.CloseCode code, String reason) {
        forget(conversation);
        hub.leave(conversation.connection());
        closer.close(conversation.connection(), code, reason);
    }

    /** One look serves all, and there is none while nobody owes us anything: with ten thousand sockets it is long. */
    private void lookAtQueues(Collection<Conversation> all, long now) {
        if (now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        Map<Conversation, Uptake.Written> owing = new HashMap<>();
        for (Conversation conversation : all) {
            Uptake.Written written = conversation.connection().written();
            if (conversation.uptake().isOwing(written)) {
                owing.put(conversation, written);
            }
        }
        if (owing.isEmpty()) {
            return;
        }
        Map<Peer, Long> queues = sendQueues.look();
        hasQueues = sendQueues.areKnown();
        owing.forEach((conversation, written) ->
                conversation.uptake().see(written, queues.getOrDefault(conversation.peer(), 0L), now));
    }

    private boolean isWaiting(Conversation conversation, long now) {
        return conversation.connection().stalledFor(now) > 0
                || conversation.uptake().unmovedFor(now) > 0;
    }

    private boolean isDeaf(Conversation conversation, long now) {
        long unmoved = hasQueues
                ? conversation.uptake().unmovedFor(now)
                : conversation.connection().stalledFor(now);
        return unmoved > DEAF_NANOS;
    }
}
