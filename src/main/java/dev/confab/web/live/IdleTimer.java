package dev.confab.web.live;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes the container's idle timer from a session, and from those to come. Tyrus 2.2 arms it anew at every message that comes in, also when no
 * idle timeout is set, and on Payara that looks through the whole class path for context providers: more work than all
 * the rest of a message. There is no setting for it. Where the container is another one, nothing happens.
 */
final class IdleTimer {
    /** Of {@code org.glassfish.tyrus.core.TyrusSession}. */
    static final String FIELD = "service";

    /** In {@code org.glassfish.tyrus.core}: what each server container extends, and where it keeps what its sessions get. */
    static final String CONTAINER = "BaseContainer";

    static final String CONTAINERS_FIELD = "managedScheduledExecutorService";

    private static final Logger LOG = Logger.getLogger(IdleTimer.class.getName());

    /** Never runs anything, so it never has a thread. */
    private static final class Never extends ScheduledThreadPoolExecutor {
        Never() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return null; // Tyrus asks for null before it cancels
        }
    }

    private static final ScheduledExecutorService NEVER = new Never();

    private IdleTimer() {}

    static void takeFrom(Session session) {
        try {
            take(session);
            takeFromAllToCome(session.getContainer());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "this container's idle timer stays as it is", e);
        }
    }

    static void take(Object session) throws ReflectiveOperationException {
        put(session, session.getClass().getDeclaredField(FIELD));
    }

    /** A session arms its timer while it is made, before anybody can take it away: it gets it from the container. */
    static void takeFromAllToCome(Object container) throws ReflectiveOperationException {
        Class<?> type = container.getClass();
        while (type != null && !type.getSimpleName().equals(CONTAINER)) {
            type = type.getSuperclass();
        }
        if (type == null) {
            throw new NoSuchFieldException(CONTAINER);
        }
        put(container, type.getDeclaredField(CONTAINERS_FIELD));
    }

    private static void put(Object owner, Field timer) throws IllegalAccessException {
        timer.setAccessible(true);
        timer.set(owner, NEVER);
    }
}
