package dev.confab.faults;

import dev.confab.faults.Client.Neglect;
import java.util.List;

/** The rows of the fault matrix that are made here. */
final class Rows {

    /** At most 8 minutes, in each build. */
    static final List<String> SHORT = List.of("F1", "F17", "F28");

    private Rows() {}

    static List<Row> all() {
        return List.of(
                Row.of("F1", "kill -9 of a node", Neglect.RESUME, Rows::nodeKilled, Row.recover(15)),
                Row.of("F17", "kill -9 of the database", Neglect.REPEAT, Rows::databaseKilled, Row.recover(20)),
                Row.of("F28", "subscribers cut all the time", Neglect.NOTHING, Rows::subscribersCut, Row.holes()));
    }

    private static void nodeKilled(Run run) {
        var node = run.rig().a().server();
        var heads = run.crew().heads();
        var killed = System.nanoTime();
        node.kill9();
        run.recoverFrom(killed, heads);
        node.restart();
        run.rig().awaitBackplane();
        run.rig().awaitBalancer();
    }

    private static void databaseKilled(Run run) {
        run.rig().mariaDb().kill9();
        run.pause(7);
        run.rig().mariaDb().restart();
        var ready = System.nanoTime();
        run.rig().awaitBalancer();
        run.recoverFrom(ready, run.crew().heads());
    }

    private static void subscribersCut(Run run) {
        for (var i = 0; i < 8; i++) {
            run.rig().redis().say("CLIENT KILL TYPE pubsub");
            run.pause(2);
        }
        run.recoverFromNow();
    }
}
