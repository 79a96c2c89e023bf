package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker is only worth something if it sees what is broken: each way to break a history must be told, and no good one blamed. */
class CheckerTest {

    @ParameterizedTest
    @MethodSource("broken")
    void a_broken_history_is_told(String how, Fault fault, History history) {
        assertThat(Checker.check(history).faults()).as(how).contains(fault);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("dropped at the end of one reader", Fault.UNSEEN, aTalk(history -> {
                    history.sending("c4", "garden", "four");
                    history.acked("c4", 4);
                    history.heard("ann", "garden", 4, "four");
                })),
                Arguments.of("dropped in the middle of one reader", Fault.GAP, aTalk(history -> {
                    four(history);
                    history.sending("c5", "garden", "five");
                    history.acked("c5", 5);
                    history.heard("ann", "garden", 5, "five");
                    history.startedAfter("eve", "garden", 3);
                    history.heard("eve", "garden", 5, "five");
                })),
                Arguments.of("two swapped", Fault.BACKWARDS, aTalk(history -> {
                    history.startedAfter("eve", "garden", 0);
                    history.heard("eve", "garden", 2, "two");
                    history.heard("eve", "garden", 1, "one");
                    history.heard("eve", "garden", 3, "three");
                })),
                Arguments.of("one shown twice", Fault.BACKWARDS, aTalk(history -> {
                    history.heard("bob", "garden", 3, "three");
                })),
                Arguments.of("one send under two seqs", Fault.DUPLICATE, aTalk(history -> {
                    history.heard("ann", "garden", 4, "three");
                    history.heard("bob", "garden", 4, "three");
                })),
                Arguments.of("a repeat acked as another seq", Fault.DUPLICATE, aTalk(history -> {
                    history.sending("c3", "garden", "three");
                    history.acked("c3", 4);
                })),
                Arguments.of("the wrong text", Fault.DISAGREEMENT, aTalk(history -> {
                    history.startedAfter("eve", "garden", 2);
                    history.heard("eve", "garden", 3, "two");
                })),
                Arguments.of("text that nobody has sent", Fault.STRANGE, aTalk(history -> {
                    history.heard("ann", "garden", 4, "buy now");
                    history.heard("bob", "garden", 4, "buy now");
                })),
                Arguments.of("acked and rolled back", Fault.UNSEEN, aTalk(history -> {
                    history.sending("c4", "garden", "four");
                    history.acked("c4", 4);
                })),
                Arguments.of("refused and shown", Fault.REFUSED_BUT_SHOWN, aTalk(history -> {
                    history.sending("c4", "garden", "four");
                    history.refused("c4");
                    history.heard("ann", "garden", 4, "four");
                    history.heard("bob", "garden", 4, "four");
                })),
                Arguments.of("another channel's message", Fault.LEAK, aTalk(history -> {
                    history.sending("k1", "kitchen", "salt");
                    history.acked("k1", 4);
                    history.heard("ann", "garden", 4, "salt");
                    history.heard("bob", "garden", 4, "salt");
                })),
                Arguments.of("heard after the removal", Fault.LEAK, aTalk(history -> {
                    history.removed("bob", "garden", 4);
                    history.heard("ann", "garden", 4, null);
                    history.heard("bob", "garden", 5, "five");
                })),
                Arguments.of("a start that leaves something out", Fault.UNSEEN, aTalk(history -> {
                    history.startedAfter("eve", "garden", 1);
                })),
                Arguments.of("a resume that goes on too late", Fault.TRUNCATED, aTalk(history -> {
                    history.startedAfter("eve", "garden", 0);
                    history.heard("eve", "garden", 1, "one");
                    history.resumed("eve", "garden", 3);
                    history.heard("eve", "garden", 3, "three");
                })),
                Arguments.of("read past it", Fault.LOST, aTalk(history -> {
                    history.startedAfter("eve", "garden", 1);
                    history.heard("eve", "garden", 3, "three");
                })),
                Arguments.of("heard by one who was never let in", Fault.LEAK, aTalk(history -> {
                    history.heard("eve", "garden", 1, "one");
                })),
                Arguments.of("heard after somebody else saw the dismissal", Fault.LEAK, aTalk(history -> {
                    history.belongs("bob", "bob");
                    history.dismissed("bob", "garden", 4);
                    history.heard("ann", "garden", 4, null);
                    history.heard("ann", "garden", 5, null);
                    history.heard("bob", "garden", 4, null);
                    history.heard("bob", "garden", 5, null);
                })),
                Arguments.of("an edit that was answered and shown to nobody", Fault.UNSEEN, aTalk(history -> {
                    history.sending("e1", "garden", "one, or two");
                    history.acked("e1", 0);
                })),
                Arguments.of("acked in the wrong order", Fault.ORDER, aTalk(history -> {
                    history.sending("c5", "garden", "five");
                    history.acked("c5", 5);
                    history.sending("c4", "garden", "four");
                    history.acked("c4", 4);
                })),
                Arguments.of("an acked text is not the text at its seq", Fault.DISAGREEMENT, aTalk(history -> {
                    history.sending("c4", "garden", "four");
                    history.acked("c4", 3);
                })));
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void each_planted_defect_is_found_by_its_name(Defect defect) {
        IntStream.range(0, 50).forEach(seed -> {
            var broken = defect.in(GoodRun.of(seed));
            assertThat(Checker.check(broken).faults())
                    .as(defect + ", seed " + seed)
                    .contains(defect.fault());
        });
    }

    @Test
    void a_history_is_judged_from_its_file_as_it_was_in_memory(@TempDir Path folder) {
        for (var history : List.of(GoodRun.of(1), Defect.WRONG_BODY.in(GoodRun.of(1)))) {
            var file = folder.resolve("history.jsonl");
            history.write(file);
            assertThat(History.read(file).operations()).isEqualTo(history.operations());
            assertThat(Checker.check(History.read(file))).isEqualTo(Checker.check(history));
        }
    }

    @Test
    void how_long_it_takes_until_the_last_reader_is_level_is_told() {
        var level = Checker.check(GoodRun.of(1)).figures().level();
        assertThat(level.p50()).isPositive().isLessThanOrEqualTo(level.p99());
        assertThat(level.p99()).isLessThanOrEqualTo(level.max());
    }

    @Test
    void a_good_history_is_not_blamed() {
        IntStream.range(0, 50).forEach(seed -> {
            var verdict = Checker.check(GoodRun.of(seed));
            assertThat(verdict.findings()).as("seed " + seed).isEmpty();
            assertThat(verdict.figures().sent()).isGreaterThan(50);
        });
    }

    @Test
    void what_nobody_knows_the_outcome_of_may_be_there_or_not() {
        assertThat(Checker.check(aTalk(history -> {
                            history.sending("lost on the way", "garden", "hm");
                            history.sending("ack lost on the way", "garden", "four");
                            history.heard("ann", "garden", 4, "four");
                            history.heard("bob", "garden", 4, "four");
                        }))
                        .findings())
                .isEmpty();
    }

    /** The author was taken out of the channel and let in again while the first try waited on a node that was cut off. */
    @Test
    void the_refusal_of_a_repeat_says_nothing_of_the_first_try() {
        assertThat(Checker.check(aTalk(history -> {
                            history.sending("c4", "garden", "four");
                            history.unknown("c4");
                            history.refused("c4");
                            history.heard("ann", "garden", 4, "four");
                            history.heard("bob", "garden", 4, "four");
                        }))
                        .findings())
                .isEmpty();
    }

    @Test
    void a_resume_that_leaves_something_out_and_says_so_is_no_fault() {
        assertThat(Checker.check(aTalk(history -> {
                            history.startedAfter("eve", "garden", 0);
                            history.resumed("eve", "garden", 2);
                            history.heard("eve", "garden", 3, "three");
                            history.startedAfter("eve", "garden", 3);
                        }))
                        .findings())
                .isEmpty();
    }

    @Test
    void in_the_middle_of_a_run_a_reader_may_be_behind() {
        var history = aTalk(CheckerTest::four);

        assertThat(Checker.checkUnfinished(history).isGood()).isTrue();
        assertThat(Checker.check(history).count(Fault.UNSEEN)).isEqualTo(1);
    }

    /** Three messages that ann and bob have both heard, and then something. */
    private static History aTalk(Consumer<History> then) {
        var history = new History();
        var words = new String[] {"one", "two", "three"};
        history.startedAfter("ann", "garden", 0);
        history.startedAfter("bob", "garden", 0);
        for (var i = 0; i < words.length; i++) {
            history.sending("c" + (i + 1), "garden", words[i]);
            history.acked("c" + (i + 1), i + 1);
            history.heard("ann", "garden", i + 1, words[i]);
            history.heard("bob", "garden", i + 1, words[i]);
        }
        then.accept(history);
        return history;
    }

    /** One more, which bob has not heard. */
    private static void four(History history) {
        history.sending("c4", "garden", "four");
        history.acked("c4", 4);
        history.heard("ann", "garden", 4, "four");
    }
}
