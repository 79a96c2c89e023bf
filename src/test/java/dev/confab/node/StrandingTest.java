package dev.confab.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrandingTest {
    private final Stranding stranding = new Stranding();

    private void look(int times, boolean isAnswered, boolean isOtherWell) {
        for (int i = 0; i < times; i++) {
            if (isAnswered) {
                stranding.answered();
            }
            if (isOtherWell) {
                stranding.otherIsWell();
            }
            stranding.look();
        }
    }

    @Test
    void a_node_whose_database_is_silent_while_another_node_has_it_is_stranded() {
        look(10, true, true);
        assertThat(stranding.isStranded()).isFalse();

        look(Stranding.PATIENCE - 2, false, true);
        assertThat(stranding.isStranded()).isFalse();
        look(1, false, true);

        assertThat(stranding.isStranded()).isTrue();
    }

    @Test
    void where_no_node_has_the_database_all_stay() {
        look(10, true, true);
        look(100, false, false);

        assertThat(stranding.isStranded()).isFalse();
    }

    @Test
    void alone_it_stays_whatever_happens() {
        look(100, false, false);

        assertThat(stranding.isStranded()).isFalse();
    }

    @Test
    void another_that_has_it_again_first_is_where_to_go() {
        look(100, false, false);
        look(1, false, true);

        assertThat(stranding.isStranded()).isTrue();
    }

    @Test
    void an_answer_ends_it() {
        look(100, false, true);
        stranding.answered();

        assertThat(stranding.isStranded()).isFalse();
    }
}
