package dev.confab.web.live;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.websocket.CloseReason;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Closes sockets aside: a close does work that no thread of the message path should wait for. */
@ApplicationScoped
class Closer {
    @Resource
    private ManagedScheduledExecutorService executor;

    /** It is made here and now: the first close may come from a thread of which the container does not know whose it is. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        Objects.requireNonNull(executor);
    }

    void close(Connection connection, CloseReason.CloseCode code, String reason) {
        executor.execute(() -> connection.close(code, reason));
    }

    /** What lingers is cut in the end. */
    void cutLater(Line line, Duration wait) {
        try {
            executor.schedule(line::cut, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // the node stops: all of its sockets end with it
            line.cut();
        }
    }
}
