package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.MariaDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Part B of what must hold: faults strike a cluster of two nodes while 200 clients talk, and what all of them did and heard is
 * checked. {@code -Dconfab.faults=all} makes every row, {@code -Dconfab.faults=F1,F17} some; either writes {@code docs/faults.md}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final Settings PLAN = new Settings("");

    private static Rig rig;
    private static Town town;
    private static boolean hasMutants;

    /** As system properties have it. */
    private static final class Settings implements Run.Plan {
        private final long seed = Long.getLong("confab.faults.seed", 1);
        private final int clients = Integer.getInteger("confab.faults.clients", 200);
        private final String rows = System.getProperty("confab.faults", "");
        private final boolean isBuild = rows.isEmpty();
        // A build has other things to do as well, and nodes that start anew need the processors.
        private final double rate = Integer.getInteger("confab.faults.rate", isBuild ? 30 : 50);
        private final int seconds = Integer.getInteger("confab.faults.seconds", isBuild ? 15 : 20);
        private final String ending;

        private Settings(String ending) {
            this.ending = ending;
        }

        @Override
        public long seed() {
            return seed;
        }

        @Override
        public int clients() {
            return clients;
        }

        @Override
        public double sendsPerSecond() {
            return rate;
        }

        @Override
        public Duration row() {
            return Duration.ofSeconds(seconds);
        }

        /** The same, whose histories are another control's and have this in their names. */
        private Settings named(String control) {
            return new Settings("-" + control);
        }

        @Override
        public Path history(String name) {
            return Path.of("target", "faults", name + ending + ".jsonl");
        }

        private Stream<Row> wanted() {
            return switch (rows) {
                case "all" -> Rows.all().stream();
                case "" -> Rows.SHORT.stream().map(Rows::of);
                default -> Arrays.stream(rows.split(",")).map(Rows::of);
            };
        }
    }

    @BeforeAll
    static void start() {
        MariaDb.mustBeMeant("FaultsIT", "two nodes cannot share H2's file");
        if (rows().findAny().isPresent()) {
            rig = Rig.start();
            town = townOf(rig);
        }
    }

    private static Town townOf(Rig rig) {
        return Town.build(rig.street().uri(), Math.max(2, PLAN.clients / 5), Math.max(2, PLAN.clients / 10));
    }

    private static void endRig() {
        if (rig != null) {
            rig.close();
            rig = null;
        }
    }

    @AfterAll
    static void end() {
        endRig();
        if (!PLAN.isBuild) {
            Report.publish(PLAN);
        }
    }

    static Stream<Row> rows() {
        return PLAN.wanted().filter(row -> !OwnRig.isFor(row));
    }

    @Order(1)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rows")
    void nothing_is_lost_doubled_reordered_or_leaked(Row row) {
        judge(row, Run.of(row, rig, town, PLAN));
    }

    private static void judge(Row row, Run.Result result) {
        var outcome = result.outcome();
        System.out.println(row.id() + " " + row.fault() + ": " + outcome);
        Report.keep(row, result);
        if (result.control() != null) {
            System.out.println(row.id() + " control, without " + row.control() + ": " + result.control());
        }

        outcome.verdict().mustBeGood();
        assertThat(outcome.unanswered()).as("sends that were never answered").isZero();
        assertThat(outcome.more().get("resets"))
                .as("a gap of so few events is told in the stream")
                .isZero();
        // A build's machine may be slow, and much else may go on there: how long it takes is for a run of its own.
        var bars = row.bars().stream()
                .map(bar -> PLAN.isBuild ? bar.withoutTime() : bar)
                .toList();
        assertThat(bars)
                .allSatisfy(bar ->
                        assertThat(bar.holds(outcome)).as(bar.failure(outcome)).isTrue());
        if (result.control() != null) {
            assertThat(result.control().isGood())
                    .as("the control must come out red, or the row is blind")
                    .isFalse();
        }
    }

    static Stream<Row> rowsForADatabaseThatForgets() {
        // After it the nodes know more than the database, and are started anew: not in the short run.
        return rows().filter(row -> row.id().equals("F17") && !PLAN.isBuild);
    }

    @Order(2)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rowsForADatabaseThatForgets")
    void on_a_database_that_flushes_once_a_second_it_comes_out_red(Row row) {
        rig.mariaDb().execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0"); // until it is killed
        try {
            var outcome = Run.of(row, rig, town, PLAN.named("forgets")).outcome();
            System.out.println(row.id() + " control, a database that flushes once a second: " + outcome);
            Report.keepControl(row, "a database that flushes once a second", outcome.isGood());
            assertThat(outcome.verdict().isGood())
                    .as("what was acked in the last second is lost, or the row is blind")
                    .isFalse();
        } finally {
            rig.replaceNodes(Make.STANDARD);
        }
    }

    static Stream<Row> rowsThatCanBeMadeWorse() {
        return rows().filter(row -> row.worse() != null && !PLAN.isBuild);
    }

    @Order(3)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rowsThatCanBeMadeWorse")
    void struck_harder_than_its_bars_allow_for_it_comes_out_red(Row row) {
        var outcome = Run.of(row.madeWorse(), rig, town, PLAN.named("worse")).outcome();
        mustBeRed(row, row.worse().what(), row.worse().missed(), outcome);
    }

    private static void mustBeRed(Row row, String control, String missed, Outcome outcome) {
        System.out.println(row.id() + " control, " + control + ": " + outcome);
        Report.keepControl(row, control, !row.misses(missed, outcome));
        assertThat(row.misses(missed, outcome))
                .as("the control must come out red by " + missed + ", or the row is blind")
                .isTrue();
    }

    static Stream<Row> rowsForTheMutant() {
        // Other nodes take their time to start: not in the short run.
        return rows().filter(row -> Rows.CONTROLLED_BY_A_MUTANT.contains(row.id()) && !PLAN.isBuild);
    }

    @Order(4)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rowsForTheMutant")
    void without_the_rule_of_holes_and_the_check_of_heads_it_comes_out_red(Row row) {
        if (!hasMutants) {
            rig.replaceNodes(Make.war(
                    Mutant.thatTrustsHints(Path.of("target", "confab.war"), Path.of("target", "faults", "mutant"))));
            hasMutants = true;
        }
        var outcome = Run.of(row, rig, town, PLAN.named("mutant")).outcome();
        System.out.println(row.id() + " control, a server that trusts hints: " + outcome);
        Report.keepControl(row, "a server that trusts hints", outcome.isGood());
        assertThat(outcome.isGood())
                .as("the control must come out red, or the row is blind")
                .isFalse();
    }

    static Stream<Row> rowsForOtherNodes() {
        return rows().filter(row -> OtherNodes.isFor(row) && !PLAN.isBuild);
    }

    @Order(5)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rowsForOtherNodes")
    void on_nodes_that_lack_something_it_comes_out_red(Row row) {
        var other = OtherNodes.of(row);
        rig.replaceNodes(other.make().get());
        mustBeRed(
                row,
                other.what(),
                other.missed(),
                Run.of(row, rig, town, PLAN.named("other-nodes")).outcome());
    }

    static Stream<Row> rowsOnTheirOwnRigs() {
        return PLAN.wanted().filter(OwnRig::isFor);
    }

    @Order(6)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rowsOnTheirOwnRigs")
    void on_a_rig_that_is_made_for_it_nothing_is_lost_doubled_reordered_or_leaked(Row row) {
        judge(row, on(OwnRig.of(row).rig(), row, PLAN));
    }

    static Stream<Row> rowsWithAnotherRigAsControl() {
        return rowsOnTheirOwnRigs().filter(row -> OwnRig.of(row).control() != null);
    }

    @Order(7)
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rowsWithAnotherRigAsControl")
    void on_a_rig_that_lacks_something_it_comes_out_red(Row row) {
        var control = OwnRig.of(row).control();
        var outcome = on(control.rig(), row, PLAN.named("other-rig")).outcome();
        System.out.println(row.id() + " control, " + control.what() + ": " + outcome);
        var isRed = control.isRed().test(outcome);
        Report.keepControl(row, control.what(), !isRed);
        assertThat(isRed)
                .as("the control must come out red, or the row is blind")
                .isTrue();
    }

    private static Run.Result on(Supplier<Rig> made, Row row, Run.Plan plan) {
        endRig(); // the machine is not for two
        try (var own = made.get()) {
            return Run.of(row, own, townOf(own), plan);
        }
    }
}
