package dev.confab.faults;

import dev.confab.testing.ReplicatedMariaDb.Commit;
import dev.confab.testing.SkewedClock;
import java.nio.file.Path;
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

    private static final int FEW_CONNECTIONS = 4;
    private static final Path WAR = Path.of("target", "confab.war");
    private static final Path FOLDER = Path.of("target", "faults");

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
                    () -> Rig.start(Make.war(Mutant.withAPoolOf(FEW_CONNECTIONS, WAR, FOLDER.resolve("pool")))),
                    new Control(
                            "nothing is shed",
                            () -> Rig.start(
                                    Make.war(Mutant.thatShedsNothing(FEW_CONNECTIONS, WAR, FOLDER.resolve("unshed")))),
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

    static boolean isFor(Row row) {
        return ALL.stream().anyMatch(own -> own.row.equals(row.id()));
    }

    static OwnRig of(Row row) {
        return ALL.stream().filter(own -> own.row.equals(row.id())).findFirst().orElseThrow();
    }
}
