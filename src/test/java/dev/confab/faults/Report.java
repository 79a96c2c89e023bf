package dev.confab.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** The table of a long run, as it is published in {@code docs/faults.md}. */
final class Report {
    private static final Path FILE = Path.of("docs", "faults.md");
    private static final Path LINES = Path.of("target", "faults", "rows");
    private static final String NO_CONTROL = "none yet";

    private static final String HEAD = """
            # What happens when things fail

            Two Payara nodes, one MariaDB, one Redis and HAProxy on one machine; %d clients in %d channels, who send, edit, delete,
            react, read, type, leave, join and are removed, %.0f messages a second. While they talk, a fault strikes. Each client writes
            down what it did and heard; a checker after Jepsen's tells what was lost, doubled, out of order or leaked. `p50` and `p99` are
            from the ack of a message to its showing at the last of its readers, in the bad lines too; `max_silence` is the longest time
            in which one client heard nothing; `recover_s` is how long it took until all were level again. The control is the same row with
            something left out; it must be red. A bar that was missed is told in bold. Why it is made so is in [0041](decisions/0041-faults-are-made-on-a-real-cluster.md).

            This file is written by the harness itself:

                mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FaultsIT -Dconfab.faults=all

            """;

    /** Those that are not rows of this harness: what the table says of them, in order. */
    static final List<Elsewhere> ELSEWHERE = List.of(
            new Elsewhere(
                    "F10",
                    "frames in a flood, and byte by byte",
                    "tests of its own: `PatienceIT`, `LastingIT`, `FramesIT`"),
            new Elsewhere("F25", "the replica lags", "no reads from a replica: does not apply"),
            new Elsewhere(
                    "F32",
                    "an event that cannot be shown",
                    "tests of its own: the app's `frames.test.ts`, `room.test.ts` and `MessageRow.test.tsx`"),
            new Elsewhere("F33", "people come and go 20,000 times", "a test of its own: `ChurnIT`"),
            new Elsewhere("F35", "an ack without the disk", "a test of its own: `FsyncIT`"));

    /** A fault that is made by another test, or that cannot be. */
    record Elsewhere(String id, String fault, String where) {
        private String line() {
            var none = " |".repeat(Outcome.FIGURES);
            return "| " + id + " | " + fault + " | |" + none + " " + where + " | |";
        }
    }

    private Report() {}

    /** Keeps what came of a row, for the table. */
    static void keep(Row row, Run.Result result) {
        var control = result.control() == null
                ? NO_CONTROL
                : verdict("without " + row.control(), result.control().isGood());
        write(
                lineOf(row),
                "| " + row.id() + " | " + row.fault() + " | " + held(row, result.outcome()) + " | "
                        + result.outcome().cells() + " | " + control + " |");
    }

    private static String held(Row row, Outcome outcome) {
        var missed = row.bars().stream()
                .filter(bar -> !bar.holds(outcome))
                .map(bar -> bar.failure(outcome))
                .toList();
        return missed.isEmpty() ? "held" : "**" + String.join("; ", missed) + "**";
    }

    /** Adds one more control to what is kept of a row. */
    static void keepControl(Row row, String what, boolean isGreen) {
        var told = verdict(what, isGreen);
        var line = read(lineOf(row));
        write(
                lineOf(row),
                line.contains(NO_CONTROL)
                        ? line.replace(NO_CONTROL, told)
                        : line.substring(0, line.length() - 2) + "; " + told + " |");
    }

    private static Path lineOf(Row row) {
        return LINES.resolve(row.id() + ".md");
    }

    private static String verdict(String what, boolean isGreen) {
        return what + ": " + (isGreen ? "green" : "red");
    }

    /** Makes the table of all rows that there are, be they of this run or of earlier ones. */
    static void publish(Run.Plan plan) {
        var text = new StringBuilder(HEAD.formatted(plan.clients(), plan.clients() / 10, plan.sendsPerSecond()));
        text.append(Outcome.HEADER).append('\n').append(Outcome.RULER).append('\n');
        var lines = new TreeMap<Integer, String>();
        Rows.all().stream()
                .filter(row -> Files.exists(lineOf(row)))
                .forEach(row -> lines.put(number(row.id()), read(lineOf(row))));
        ELSEWHERE.forEach(one -> lines.put(number(one.id), one.line()));
        lines.values().forEach(line -> text.append(line).append('\n'));
        write(FILE, text.toString());
    }

    /** 7 of F7. */
    static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
