package dev.confab.faults;

import dev.confab.testing.ReplicatedMariaDb.Commit;
import dev.confab.testing.SkewedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rig of a row that needs one made for it.
 *
 * @param control another rig, on which the same row must be red; null where the row's control are clients
 */
record OwnRig(String row, Supplier<Rig> rig, Control control) {

    /** @param isRed what it must show */
    record Control(String what, Supplier<Rig> rig, Predicate<Outcome> isRed) {}

    /** In order of the rows. */
    static final List<OwnRig> ALL = List.of(
            new OwnRig(
                    "F18",
                    () -> Rig.withReplica(Commit.SEMI_SYNC),
                    new Control(
                            "an asynchronous replica",
                            () -> Rig.withReplica(Commit.ASYNC),
                            outcome -> outcome.verdict().lost() > 0)),
            new OwnRig(
                    "F23",
                    () -> Rig.start(pool(Duration.ofSeconds(2))),
                    new Control(
                            "a pool for which one waits for 20 s",
                            () -> Rig.start(pool(Duration.ofSeconds(20))),
                            outcome -> outcome.more().get(Shortages.REFUSAL) > Shortages.LONGEST_REFUSAL
                                    || outcome.more().get(Shortages.WITHOUT_ANSWER) > 0)),
            new OwnRig("F24", () -> Rig.withSmallDisk(400), null),
            new OwnRig(
                    "F30",
                    () -> Rig.start(Make.clock(SkewedClock.create())),
                    new Control(
                            "logins that end after half an hour without a word",
                            () -> Rig.start(Make.clock(SkewedClock.create()).setting("confab.sessions.idle", "1800")),
                            outcome -> outcome.more().get(Surroundings.SIGNED_OUT) > 0)));

    private static final int FEW_CONNECTIONS = 4;

    static boolean isFor(Row row) {
        return ALL.stream().anyMatch(own -> own.row.equals(row.id()));
    }

    static OwnRig of(Row row) {
        return ALL.stream().filter(own -> own.row.equals(row.id())).findFirst().orElseThrow();
    }

    private static Make pool(Duration wait) {
        var folder = Path.of("target", "faults", "pool-" + wait.toSeconds());
        return Make.war(Mutant.withAPoolOf(FEW_CONNECTIONS, wait, Path.of("target", "confab.war"), folder));
    }
}
