package dev.confab.web.live;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Closes sockets aside: a close does work that no thread of the message path should wait for. */
@ApplicationScoped
class Closer {
    @Resource
    private ManagedScheduledExecutorService executor;

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
