package dev.confab.web.live;

import jakarta.websocket.CloseReason;
import java.time.Duration;

/** Closes without a thread of its own. */
final class ClosedAtOnce extends Closer {
    @Override
    void close(Connection connection, CloseReason.CloseCode code, String reason) {
        connection.close(code, reason);
    }

    @Override
    void cutLater(Line line, Duration wait) {
        line.cut();
    }
}
