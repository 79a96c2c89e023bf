package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.event.Entry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    /** What the database shows at the first look, the second, …; the last one stays. */
    private static final class Looks extends LogStore {
        private final List<long[]> looks;
        private final List<Boolean> locking = new ArrayList<>();
        private long head;

        Looks(long[]... looks) {
            this.looks = Arrays.asList(looks);
        }

        @Override
        Connection connect() {
            return (Connection) Proxy.newProxyInstance(
                    Looks.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> null);
        }

        @Override
        Map<String, Long> heads(Collection<String> logs) {
            return head == 0 ? Map.of() : Map.of("garden", head);
        }

        @Override
        List<Entry> after(String log, long after, int limit, boolean isLocking, Connection db) {
            locking.add(isLocking);
            return entries(looks.get(Math.min(locking.size(), looks.size()) - 1)).stream()
                    .filter(entry -> entry.seq() > after)
                    .limit(limit)
                    .toList();
        }

        @Override
        Map<String, List<Entry>> after(Map<String, Long> places, int limit, Connection db) {
            Map<String, List<Entry>> seen = new HashMap<>();
            places.forEach((log, after) -> seen.put(log, after(log, after, limit, false, db)));
            return seen;
        }
    }

    private static List<Entry> entries(long... seqs) {
        return Arrays.stream(seqs)
                .mapToObj(seq -> new Entry("garden", seq, "channel.left", Instant.EPOCH, "ann", "{}", null))
                .toList();
    }

    private static long[] seqs(long... seqs) {
        return seqs;
    }

    @Test
    void a_run_ends_before_the_first_missing_number() {
        assertThat(LogReader.gapless(3, entries(4, 5, 7, 8))).isEqualTo(entries(4, 5));
        assertThat(LogReader.gapless(3, entries(5, 6))).isEmpty();
        assertThat(LogReader.gapless(3, entries())).isEmpty();
        assertThat(LogReader.gapless(0, entries(1, 2, 3))).isEqualTo(entries(1, 2, 3));
    }

    @Test
    void a_run_is_a_prefix_and_complete_whatever_is_missing() {
        Random random = new Random(7);
        for (int round = 0; round < 1_000; round++) {
            long after = random.nextInt(5);
            TreeSet<Long> shown = new TreeSet<>();
            random.ints(random.nextInt(12), 1, 15).forEach(seq -> shown.add(after + seq));
            List<Entry> run = LogReader.gapless(
                    after, entries(shown.stream().mapToLong(seq -> seq).toArray()));
            for (int i = 0; i < run.size(); i++) {
                assertThat(run.get(i).seq()).isEqualTo(after + i + 1);
            }
            assertThat(shown).doesNotContain(after + run.size() + 1);
        }
    }

    @Test
    void at_the_head_there_is_nothing_and_nothing_is_cut() {
        Looks store = new Looks(seqs(1, 2, 3));
        Slice slice = new LogReader(store).read("garden", 3, 10);
        assertThat(slice.entries()).isEmpty();
        assertThat(slice.isCut()).isFalse();
        assertThat(store.locking).containsExactly(false);
    }

    @Test
    void what_stands_before_a_hole_is_handed_out_at_once() {
        Looks store = new Looks(seqs(1, 2, 4));
        assertThat(new LogReader(store).read("garden", 0, 10).entries()).isEqualTo(entries(1, 2));
        assertThat(store.locking).containsExactly(false);
    }

    @Test
    void a_hole_that_closes_is_waited_for_and_never_passed() {
        Looks store = new Looks(seqs(2, 3), seqs(2, 3), seqs(1, 2, 3));
        Slice slice = new LogReader(store).read("garden", 0, 10);
        assertThat(slice.entries()).isEqualTo(entries(1, 2, 3));
        assertThat(slice.isCut()).isFalse();
        assertThat(store.locking).containsExactly(false, false, false);
    }

    @Test
    void a_hole_that_stays_is_looked_at_with_a_lock_before_it_counts_as_one() {
        Looks store = new Looks(seqs(2), seqs(2), seqs(2), seqs(1, 2));
        assertThat(new LogReader(store).read("garden", 0, 10).entries()).isEqualTo(entries(1, 2));
        assertThat(store.locking).containsExactly(false, false, false, true);
    }

    @Test
    void a_hole_that_stays_even_so_was_cut_off_on_purpose() {
        Looks store = new Looks(seqs(50, 51));
        Slice slice = new LogReader(store).read("garden", 0, 10);
        assertThat(slice.isCut()).isTrue();
        assertThat(slice.entries()).isEmpty();
    }

    @Test
    void of_several_logs_that_are_read_together_only_one_with_a_hole_is_looked_at_again() {
        Looks store = new Looks(seqs(1, 2, 4), seqs(1, 2, 4), seqs(1, 2, 3, 4));
        LogReader reader = new LogReader(store);
        assertThat(reader.read(Map.of("garden", 0L), 10).get("garden").entries())
                .isEqualTo(entries(1, 2));
        assertThat(store.locking).hasSize(1);
        assertThat(reader.read(Map.of("garden", 2L), 10).get("garden").entries())
                .isEqualTo(entries(3, 4));
        assertThat(store.locking).hasSize(3);
        assertThat(reader.read(Map.of("garden", 4L), 10).get("garden").entries())
                .isEmpty();
        assertThat(store.locking).hasSize(4);
    }

    @Test
    void a_database_that_does_not_answer_is_said_to_be_unavailable() {
        LogReader reader = new LogReader(new LogStore() {
            @Override
            Connection connect() throws SQLException {
                throw new SQLException("gone");
            }
        });
        assertThatThrownBy(() -> reader.read("garden", 0, 10)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_head_is_settled_when_all_that_stands_before_it_can_be_seen() {
        Looks store = new Looks(seqs(1, 2, 4), seqs(1, 2, 3), seqs(1, 2, 3, 4));
        store.head = 4;
        assertThat(new LogReader(store).settledHead("garden")).isEqualTo(4);
        assertThat(store.locking).hasSize(3);
    }

    @Test
    void a_head_with_nothing_or_only_the_end_behind_it_is_settled_at_once() {
        Looks empty = new Looks(seqs());
        assertThat(new LogReader(empty).settledHead("garden")).isZero();
        assertThat(empty.locking).hasSize(1);
        Looks cut = new Looks(seqs(41, 42));
        cut.head = 42;
        assertThat(new LogReader(cut).settledHead("garden")).isEqualTo(42);
        assertThat(cut.locking).hasSize(1);
    }
}
