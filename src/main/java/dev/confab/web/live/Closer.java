package dev.confab.web.live;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;

/** Closes sockets aside: a client that takes nothing can make a close wait. */
@ApplicationScoped
class Closer {
    @Resource
    private ManagedExecutorService executor;

    void close(Connection connection, CloseReason.CloseCode code, String reason) {
        executor.execute(() -> connection.close(code, reason));
    }
}
