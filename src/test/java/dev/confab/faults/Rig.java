package dev.confab.faults;

import dev.confab.run.HaProxy;
import dev.confab.testing.Balancer;
import dev.confab.testing.Database;
import dev.confab.testing.FaultProxy;
import dev.confab.testing.MariaDb;
import dev.confab.testing.Redis;
import dev.confab.testing.ReplicatedMariaDb;
import dev.confab.testing.SkewedClock;
import dev.confab.testing.SmallDisk;
import dev.confab.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Several nodes on one MariaDB with a Redis between them and HAProxy before them, each link by way of a proxy that can make
 * trouble.
 */
final class Rig implements AutoCloseable {
    private static final int NODES = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MariaDb mariaDb;
    private final ReplicatedMariaDb replicated;
    private final SmallDisk disk;
    private final Redis redis;
    private final Database database;
    private Make make = Make.STANDARD;
    private List<Node> nodes = List.of();
    private HaProxy balancer;
    private FaultProxy street;
    private FaultProxy badStreet;

    /**
     * @param replicated null where the database has no replica
     * @param disk null where the database's disk is the machine's
     */
    private Rig(MariaDb mariaDb, ReplicatedMariaDb replicated, SmallDisk disk, Redis redis) {
        this.mariaDb = mariaDb;
        this.replicated = replicated;
        this.disk = disk;
        this.redis = redis;
        this.database = mariaDb.database();
    }

    static Rig start() {
        return start(Make.STANDARD);
    }

    static Rig start(Make make) {
        return started(new Rig(MariaDb.create("faults"), null, null, redisToPlayWith()), make);
    }

    /** One whose database has so many MiB for all that it writes. */
    static Rig withSmallDisk(int mebibytes) {
        var disk = SmallDisk.create(mebibytes);
        try {
            var database = MariaDb.createOn(disk, "faults-small");
            return started(new Rig(database, null, disk, redisToPlayWith()), Make.STANDARD);
        } catch (RuntimeException | Error e) {
            disk.close();
            throw e;
        }
    }

    /** One whose database can fail over to a replica, once. */
    static Rig withReplica(ReplicatedMariaDb.Commit commit) {
        var replicated = ReplicatedMariaDb.start("faults", commit);
        return started(new Rig(replicated.primary(), replicated, null, redisToPlayWith()), Make.STANDARD);
    }

    private static Redis redisToPlayWith() {
        return Redis.start("--enable-debug-command", "yes");
    }

    private static Rig started(Rig rig, Make make) {
        try {
            rig.startNodes(make);
        } catch (RuntimeException | Error e) {
            rig.close();
            throw e;
        }
        return rig;
    }

    private void startNodes(Make how) {
        make = how;
        // One after the other is how a cluster begins; together is how it is after a power cut.
        var starting = IntStream.range(0, NODES)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Node.start(
                        "faults-" + (char) ('a' + i),
                        database,
                        mariaDb.port(),
                        redis.port(),
                        i == 0 ? how : how.withTheRightTime())))
                .toList();
        nodes = starting.stream().map(CompletableFuture::join).toList();
        awaitBackplane();
        balancer = Balancer.before(
                nodes.stream().mapToInt(node -> node.front().port()).toArray());
        street = FaultProxy.before(balancer.uri().getPort());
        badStreet = FaultProxy.before(balancer.uri().getPort());
        awaitBalancer();
    }

    private void awaitBalancer() {
        try {
            balancer.awaitReady(LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Other nodes on the same database and Redis. */
    void replaceNodes(Make how) {
        closeNodes();
        startNodes(how);
    }

    /** By which the first node goes. */
    SkewedClock clockOfA() {
        if (make.clock() == null) {
            throw new IllegalStateException("this rig's nodes all have the machine's clock");
        }
        return make.clock();
    }

    MariaDb mariaDb() {
        return mariaDb;
    }

    /** The same database and its replica. */
    ReplicatedMariaDb replicated() {
        if (replicated == null) {
            throw new IllegalStateException("this rig's database has no replica");
        }
        return replicated;
    }

    /** Where the database has all that it writes. */
    SmallDisk disk() {
        if (disk == null) {
            throw new IllegalStateException("this rig's database is on the machine's disk");
        }
        return disk;
    }

    /** Makes the replica the database, and leads the nodes to it as a name does that has moved to another address. */
    void failOver() {
        replicated().promote();
        nodes.forEach(node -> node.toDatabase().redirect(replicated().replica().port()));
    }

    /** Leads the nodes to another Redis, as a name does that has moved to another address. The one before must be dead. */
    void leadToRedis(Redis other) {
        nodes.forEach(node -> node.shuffle().redirect(other.port()));
    }

    /** What tells a node or a test how to reach the database itself. */
    Database database() {
        return database;
    }

    Redis redis() {
        return redis;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node a() {
        return nodes.getFirst();
    }

    Node b() {
        return nodes.getLast();
    }

    HaProxy balancer() {
        return balancer;
    }

    /** The name that the balancer has for a node. */
    String name(Node node) {
        return balancer.nodes().get(nodes.indexOf(node));
    }

    /** Where most people come in: before the balancer. */
    FaultProxy street() {
        return street;
    }

    /** Where those come in whose line is going to be bad. */
    FaultProxy badStreet() {
        return badStreet;
    }

    /** The sum of a metric over the nodes that run. */
    double metric(String name) {
        return nodes.stream()
                .filter(node -> node.server().isAlive())
                .mapToDouble(node -> node.server().metric(name))
                .sum();
    }

    /** Waits until all nodes are connected with Redis and in the balancer's rotation. */
    void awaitAll() {
        awaitBackplane();
        awaitBalancer();
    }

    /** Bytes of live objects in all nodes. */
    long heap() {
        return nodes.stream().mapToLong(node -> node.server().heapInUse()).sum();
    }

    long threads() {
        return nodes.stream().mapToLong(node -> node.server().threads()).sum();
    }

    private void awaitBackplane() {
        Waiting.until(
                LIMIT,
                () -> "not all nodes are connected with Redis",
                () -> metric("confab_backplane_connected") == nodes.size());
    }

    @Override
    public void close() {
        closeNodes();
        redis.close();
        if (replicated == null) {
            mariaDb.close();
        } else {
            replicated.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    private void closeNodes() {
        if (balancer != null) {
            street.close();
            badStreet.close();
            balancer.close();
            balancer = null;
        }
        nodes.forEach(Node::close);
        nodes = List.of();
    }
}
