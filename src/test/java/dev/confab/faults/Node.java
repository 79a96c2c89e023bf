package dev.confab.faults;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.FaultProxy;

/** One server of the cluster, with a line of its own to everything that it talks to, and one before it. */
final class Node implements AutoCloseable {
    private final FaultProxy toDatabase;
    private final FaultProxy toRedis;
    private final ConfabServer server;
    private final FaultProxy front;

    private final Shuffle shuffle;

    private Node(FaultProxy toDatabase, Shuffle shuffle, FaultProxy toRedis, ConfabServer server) {
        this.shuffle = shuffle;
        this.toDatabase = toDatabase;
        this.toRedis = toRedis;
        this.server = server;
        this.front = FaultProxy.before(server.port());
    }

    static Node start(String name, Database database, int databasePort, int redisPort, Make make) {
        var toDatabase = FaultProxy.before(databasePort);
        var shuffle = Shuffle.before(redisPort, name.hashCode());
        var toRedis = FaultProxy.before(shuffle.port());
        var setup = ConfabServer.named(name)
                .database(database.by(toDatabase.port()))
                .setting("confab.redis.url", "redis://127.0.0.1:" + toRedis.port())
                .setting("confab.proxy.hops", "1")
                .setting("confab.limits.sockets-per-user", "100")
                .withoutFloodLimits()
                .settings(make.settings());
        if (make.war() != null) {
            setup.war(make.war());
        }
        if (make.clock() != null) {
            setup.environment(make.clock().environment());
        }
        return new Node(toDatabase, shuffle, toRedis, setup.start());
    }

    ConfabServer server() {
        return server;
    }

    FaultProxy toDatabase() {
        return toDatabase;
    }

    FaultProxy toRedis() {
        return toRedis;
    }

    Shuffle shuffle() {
        return shuffle;
    }

    FaultProxy front() {
        return front;
    }

    @Override
    public void close() {
        server.close();
        front.close();
        toDatabase.close();
        toRedis.close();
        shuffle.close();
    }
}
