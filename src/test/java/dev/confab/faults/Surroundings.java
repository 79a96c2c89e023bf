package dev.confab.faults;

import dev.confab.testing.PacketLoss;
import dev.confab.testing.Redis;
import dev.confab.testing.Waiting;
import java.time.Duration;

/** How rows strike what the nodes stand in: the line, and the Redis behind a name. */
final class Surroundings {
    private static final int LOST_OF_A_HUNDRED = 2;

    private Surroundings() {}

    /** Between the clients and the nodes, both ways. */
    static void packetsLost(Run run) {
        var ports = run.rig().nodes().stream()
                .mapToInt(node -> node.server().port())
                .toArray();
        var before = run.crew().absences().size();
        try (var loss = PacketLoss.of(LOST_OF_A_HUNDRED, ports)) {
            run.pause(14);
            run.tell("lost_packets", loss.lost());
        }
        run.tell("disconnects", run.crew().absences().size() - before);
        run.recoverFromNow();
    }

    /** As it is behind a name that leads to the master: ElastiCache's, or one that sentinels see to. */
    static void redisFailedOver(Run run) {
        var rig = run.rig();
        var master = rig.redis();
        var replica = Redis.following(master);
        run.afterwards(() -> {
            master.restart();
            rig.leadToRedis(master);
            replica.close();
            rig.awaitAll();
        });
        run.pause(2);
        var listening = master.subscriptions();
        master.kill9();
        var killed = System.nanoTime();
        run.pause(5); // until somebody is sure that it is dead
        replica.promote();
        rig.leadToRedis(replica);
        Waiting.until(
                Duration.ofSeconds(60),
                () -> "the nodes listen to " + replica.subscriptions() + " topics of " + listening,
                () -> replica.subscriptions() >= listening);
        var back = System.nanoTime();
        run.tell("resubscribed_s", (back - killed) / 1e9);
        run.recoverFrom(killed, run.crew().heads());
        run.pause(4);
        run.tell("p99_after_ms", run.p99(back, System.nanoTime(), who -> true));
    }
}
