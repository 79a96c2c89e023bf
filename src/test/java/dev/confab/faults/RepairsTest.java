package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairsTest {
    private static final AssertionError HELD = new AssertionError("the line is still held");
    private static final IllegalStateException READ_ONLY = new IllegalStateException("the database is still read-only");

    private final List<String> done = new ArrayList<>();
    private final Repairs repairs = new Repairs();

    @Test
    void all_are_done_though_some_fail_and_the_first_failure_has_the_others_in_it() {
        add("line", HELD);
        add("balancer", null);
        add("database", READ_ONLY);
        add("clock", null);

        assertThatThrownBy(repairs::close).isSameAs(HELD).hasSuppressedException(READ_ONLY);
        assertThat(done).containsExactly("line", "balancer", "database", "clock");
    }

    @Test
    void where_none_fails_each_is_done_once_in_order() {
        add("line", null);
        add("database", null);

        repairs.close();
        assertThat(done).containsExactly("line", "database");
    }

    private void add(String what, Throwable failure) {
        repairs.add(() -> {
            done.add(what);
            switch (failure) {
                case null -> {}
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalArgumentException(failure);
            }
        });
    }
}
