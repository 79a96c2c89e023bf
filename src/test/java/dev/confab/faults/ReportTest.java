package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final int FAULTS = 35;

    @Test
    void each_fault_is_a_row_or_is_said_to_be_elsewhere_and_none_twice() {
        var rows = Rows.all().stream().map(Row::id);
        var elsewhere = Report.ELSEWHERE.stream().map(Report.Elsewhere::id);

        assertThat(Stream.concat(rows, elsewhere).map(Report::number))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, FAULTS).boxed().toList());
    }

    @Test
    void rows_are_in_order_of_their_number() {
        assertThat(Rows.all().stream().map(Row::id).map(Report::number)).isSorted();
    }

    @Test
    void rows_of_the_short_run_and_with_a_control_or_rig_of_their_own_are_there() {
        var named = Stream.of(
                        Rows.SHORT.stream(),
                        Rows.CONTROLLED_BY_A_MUTANT.stream(),
                        OwnRig.ALL.stream().map(OwnRig::row))
                .flatMap(ids -> ids);

        assertThat(Rows.all().stream().map(Row::id)).containsAll(named.toList());
    }
}
