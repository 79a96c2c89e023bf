package dev.confab.faults;

import dev.confab.testing.PacketLoss;
import dev.confab.testing.Person;
import dev.confab.testing.Redis;
import dev.confab.testing.Waiting;
import java.time.Duration;
import java.time.Instant;

/** How rows strike what the nodes stand in: the line, the clock, and the Redis behind a name. */
final class Surroundings {
    static final String SIGNED_OUT = "signed_out";

    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration BEHIND = Duration.ofSeconds(-90);
    private static final int UNAUTHORIZED = 401;

    private static final int LOST_OF_A_HUNDRED = 2;
    private static final int MANY_OF_A_HUNDRED = 40;

    private Surroundings() {}

    /** Between the clients and the nodes, both ways. */
    static void packetsLost(Run run) {
        lose(LOST_OF_A_HUNDRED, run);
    }

    static void manyPacketsLost(Run run) {
        lose(MANY_OF_A_HUNDRED, run);
    }

    private static void lose(int percent, Run run) {
        var ports = run.rig().nodes().stream()
                .mapToInt(node -> node.server().port())
                .toArray();
        var before = run.crew().absences().size();
        try (var loss = PacketLoss.of(percent, ports)) {
            run.pause(14);
            run.tell("lost_packets", loss.lost());
        }
        run.tell(Rows.DISCONNECTS, run.crew().absences().size() - before);
        run.recoverFromNow();
        run.rig().awaitAll();
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

    /** One node's clock jumps an hour ahead, then to a minute and a half behind, and is set right again. */
    static void clockSkewed(Run run) {
        var clock = run.rig().clockOfA();
        run.afterwards(() -> clock.by(Duration.ZERO));
        var before = run.crew().absences().size();
        clock.by(AHEAD);
        run.pause(5);
        run.tell("ahead_s", ahead(run));
        var signedOut = signedOut(run);
        clock.by(BEHIND);
        run.pause(5);
        run.tell("behind_s", -ahead(run));
        signedOut += signedOut(run);
        clock.by(Duration.ZERO);
        run.pause(2);
        run.tell(SIGNED_OUT, signedOut);
        run.tell(Rows.DISCONNECTS, run.crew().absences().size() - before);
        run.recoverFromNow();
    }

    /** By how many seconds the first node's clock is ahead of the machine's, as a message that it writes has it. */
    private static double ahead(Run run) {
        // Signed in just now: of the login before it the control does not know any more.
        var host = run.town().host().by(run.rig().a().server().baseUri()).signIn();
        var there =
                Instant.parse(host.post(run.town().apart(), "What time is it?").getString("at"));
        return Duration.between(Instant.now(), there).toMillis() / 1e3;
    }

    /** How many are not known any more by one of the nodes, be they signed in long since or just now by the other. */
    private static int signedOut(Run run) {
        var count = 0;
        for (var node : run.rig().nodes()) {
            var here = node.server().baseUri();
            for (var person : run.town().people()) {
                count += isKnown(person.by(here)) ? 0 : 1;
            }
            var fresh = run.town().host().by(here).signIn();
            for (var other : run.rig().nodes()) {
                count += isKnown(fresh.by(other.server().baseUri())) ? 0 : 1;
            }
            fresh.signOut();
        }
        return count;
    }

    private static boolean isKnown(Person person) {
        var reply = person.get("/me");
        return reply.status() != UNAUTHORIZED && reply.expect(200) != null;
    }
}
