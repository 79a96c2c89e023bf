package dev.confab.web.live;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A node that stops says so, while its sockets are still open: the container alone would just hang up. */
@WebListener
public class Drain implements ServletContextListener {
    private static final int LONGEST_DELAY_MS = 5_000;

    @Inject
    private Hub hub;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        List<Connection> connections = List.copyOf(hub.connections());
        connections.parallelStream().forEach(connection -> {
            // Spread, so that all who come back do not come at once.
            long retryAfter = ThreadLocalRandom.current().nextLong(LONGEST_DELAY_MS);
            connection.sayGoodbye(Frames.bye("the server stops", retryAfter));
            connection.close(CloseCodes.SERVICE_RESTART, "the server stops");
        });
    }
}
