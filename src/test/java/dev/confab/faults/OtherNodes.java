package dev.confab.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A row's control on nodes that lack something, in the rig of all rows.
 *
 * @param missed the figure whose bar must be missed on them
 */
record OtherNodes(String row, String what, String missed, Supplier<Make> make) {
    private static final Path WAR = Path.of("target", "confab.war");
    private static final Path FOLDER = Path.of("target", "faults");

    /** In order of the rows. */
    static final List<OtherNodes> ALL = List.of(
            new OtherNodes(
                    "F5",
                    "a server that never pings",
                    Rows.DISCONNECTS,
                    () -> Make.war(Mutant.thatNeverPings(WAR, FOLDER.resolve("without-pings")))),
            new OtherNodes(
                    "F22",
                    "a server that tries nothing again",
                    "refused",
                    () -> Make.war(Mutant.thatGivesUp(WAR, FOLDER.resolve("giving-up")))),
            new OtherNodes(
                    "F34",
                    "a server that leaks",
                    "heap_growth_MiB",
                    () -> Make.war(Mutant.thatLeaks(WAR, FOLDER.resolve("leaking")))));

    static boolean isFor(Row row) {
        return ALL.stream().anyMatch(other -> other.row.equals(row.id()));
    }

    static OtherNodes of(Row row) {
        return ALL.stream()
                .filter(other -> other.row.equals(row.id()))
                .findFirst()
                .orElseThrow();
    }
}
