package dev.confab.contract;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;

/** What the server itself says of how many sockets it has. */
final class Gauges {

    static final String CONNECTIONS = "confab_connections";
    static final String FEEDS = "confab_feeds";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Gauges() {}

    static double connections(ConfabServer server) {
        return server.metric(CONNECTIONS);
    }

    static void await(ConfabServer server, String name, Duration limit, String what, DoublePredicate condition) {
        var last = new double[1];
        Waiting.until(limit, () -> what + ", but " + name + " is " + last[0], () -> {
            LockSupport.parkNanos(PAUSE.toNanos());
            last[0] = server.metric(name);
            return condition.test(last[0]);
        });
    }
}
