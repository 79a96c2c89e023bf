package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.log.Transaction.Head;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownHeadsTest {
    private final KnownHeads known = new KnownHeads();

    @Test
    void they_are_known_as_they_were_left() {
        Head garden = new Head(7, 3);
        garden.seq = 9;
        garden.fence = 8;
        known.remember(Map.of("garden", garden));
        Head again = known.of(Set.of("garden")).orElseThrow().get("garden");
        assertThat(List.of(again.seqBefore, again.fenceBefore, again.seq, again.fence))
                .containsExactly(9L, 8L, 9L, 8L);
        assertThat(again.changed).isFalse();
    }

    @Test
    void one_that_is_not_known_makes_all_of_them_unknown() {
        known.remember(Map.of("garden", new Head(7, 3)));
        assertThat(known.of(Set.of("garden", "kitchen"))).isEmpty();
    }

    @Test
    void those_that_were_not_asked_for_longest_are_forgotten_when_they_are_too_many() {
        known.remember(Map.of("garden", new Head(7, 3)));
        known.remember(Map.of("kitchen", new Head(7, 3)));
        for (int i = 0; i < KnownHeads.MOST - 1; i++) {
            known.of(Set.of("garden"));
            known.remember(Map.of("log " + i, new Head(1, 0)));
        }
        assertThat(known.of(Set.of("garden"))).isPresent();
        assertThat(known.of(Set.of("kitchen"))).isEmpty();
    }
}
