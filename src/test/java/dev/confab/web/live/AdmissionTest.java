package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.ops.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Logger QUIET = Logger.getLogger(Admission.class.getName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    private long now = 1;
    private final Admission admission =
            new Admission(new Settings.Admission(1, 3, Duration.ofSeconds(20)), () -> this.now);
    private final List<Integer> groups = new ArrayList<>();
    private final List<String> in = new ArrayList<>();
    private final Socket socket = new Socket();

    private Connection comes(String who) {
        Connection connection = socket.connection(who, Connection::flush, () -> 1);
        admission.enter(connection, () -> in.add(who));
        return connection;
    }

    private void letIn(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            admission.letIn(1, group -> group);
        }
    }

    @Test
    void all_are_let_in_in_the_order_in_which_they_came() throws InterruptedException {
        comes("ann");
        comes("bob");
        comes("carl");
        assertThat(in).isEmpty();
        assertThat(admission.waiting()).isEqualTo(3);
        letIn(5);
        assertThat(in).containsExactly("ann", "bob", "carl");
        assertThat(socket.closed()).isEmpty();
    }

    @Test
    void when_too_many_wait_one_more_is_told_when_to_come_again() throws InterruptedException {
        comes("ann");
        comes("bob");
        assertThat(admission.hasRoom()).isTrue();
        comes("carl");
        assertThat(admission.hasRoom()).isFalse();
        comes("dora");
        isTurnedAway();
        letIn(4);
        assertThat(in).containsExactly("ann", "bob", "carl");
        assertThat(admission.hasRoom()).isTrue();
    }

    @Test
    void who_has_waited_too_long_is_told_when_to_come_again() throws InterruptedException {
        comes("ann");
        now += Duration.ofSeconds(20).toNanos();
        letIn(1);
        assertThat(in).containsExactly("ann");
        comes("bob");
        now += Duration.ofSeconds(21).toNanos();
        letIn(1);
        assertThat(in).containsExactly("ann");
        isTurnedAway();
    }

    @Test
    void who_waits_too_long_is_told_so_although_nobody_is_let_in() {
        comes("ann");
        now += Duration.ofSeconds(21).toNanos();
        comes("bob");
        admission.turnAwayTheLate();
        isTurnedAway();
        assertThat(admission.waiting()).as("bob has just come").isEqualTo(1);
        assertThat(in).isEmpty();
    }

    @Test
    void who_has_gone_meanwhile_is_passed_over() throws InterruptedException {
        comes("ann").abandon();
        comes("bob");
        letIn(2);
        assertThat(in).containsExactly("bob");
    }

    @Test
    void when_nobody_can_be_let_in_all_of_the_group_are_told_so_and_the_next_ones_are_let_in()
            throws InterruptedException {
        var other = new Socket();
        comes("ann");
        admission.enter(other.connection("bob", Connection::flush, () -> 1), () -> in.add("bob"));
        admission.letIn(1, group -> {
            throw new IllegalStateException("the database is away");
        });
        isTurnedAway();
        assertThat(other.closed()).containsExactly(1012);
        admission.enter(new Socket().connection("carl", Connection::flush, () -> 1), () -> in.add("carl"));
        letIn(1);
        assertThat(in).containsExactly("carl");
    }

    @Test
    void one_who_cannot_begin_is_told_so_and_does_not_hold_up_the_others() throws InterruptedException {
        admission.enter(socket.connection("ann", Connection::flush, () -> 1), () -> {
            throw new IllegalStateException("something is wrong with it");
        });
        var other = new Socket();
        admission.enter(other.connection("bob", Connection::flush, () -> 1), () -> in.add("bob"));
        letIn(1);
        isTurnedAway();
        assertThat(in).containsExactly("bob");
        assertThat(other.closed()).isEmpty();
    }

    @Test
    void who_goes_while_the_others_begin_does_not_begin() throws InterruptedException {
        var bob = new Socket().connection("bob", Connection::flush, () -> 1);
        admission.enter(socket.connection("ann", Connection::flush, () -> 1), bob::abandon);
        admission.enter(bob, () -> in.add("bob"));
        letIn(1);
        assertThat(in).isEmpty();
    }

    @Test
    void those_who_gather_are_let_in_together_and_no_more_than_a_group() throws InterruptedException {
        var many = new Admission(new Settings.Admission(1, 100, Duration.ofSeconds(20)), () -> this.now);
        for (int i = 0; i < 40; i++) {
            many.enter(socket.connection("number " + i, Connection::flush, () -> 1), () -> in.add("one"));
        }
        for (int i = 0; i < 2; i++) {
            many.letIn(1, group -> {
                groups.add(group.size());
                return group;
            });
        }
        assertThat(groups).containsExactly(32, 8);
        assertThat(in).hasSize(40);
    }

    @Test
    void who_is_kept_out_at_the_door_is_not_in() throws InterruptedException {
        var ann = comes("ann");
        comes("bob");
        admission.letIn(1, group -> {
            var others = new LinkedHashSet<>(group);
            others.remove(ann);
            return others;
        });
        assertThat(in).containsExactly("bob");
        assertThat(socket.closed()).as("it was told why by whoever kept it out").isEmpty();
    }

    private void isTurnedAway() {
        while (socket.inFlight() > 0) {
            socket.take();
        }
        assertThat(socket.types()).containsExactly("bye");
        assertThat(socket.frames().getFirst().getInt("retryAfter")).isBetween(2_000, 10_000);
        assertThat(socket.closed()).containsExactly(1012);
    }
}
