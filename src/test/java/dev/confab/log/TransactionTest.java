package dev.confab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.log.Transaction.Head;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final Lookup<String> NAMES = (keys, db) -> Map.of();
    private static final Lookup<String> OTHERS = (keys, db) -> Map.of("k", "never asked");

    private final Map<Lookup<?>, Map<String, Object>> found = new HashMap<>();
    private final Transaction tx =
            new Transaction(NOON, new HashMap<>(Map.of("garden", new Head(41, 12), "kitchen", new Head(0, 0))), found);

    @Test
    void seqs_of_a_log_follow_its_head_without_a_gap() {
        Entry first = tx.append("garden", "ann", new Event.ChannelLeft("x"));
        Entry other = tx.append("kitchen", "ann", new Event.ChannelLeft("x"));
        Entry second = tx.append("garden", "bob", new Event.ChannelLeft("x"));
        assertThat(first.seq()).isEqualTo(42);
        assertThat(other.seq()).isEqualTo(1);
        assertThat(second.seq()).isEqualTo(43);
        assertThat(tx.head("garden")).isEqualTo(43);
        assertThat(tx.entries()).containsExactly(first, other, second);
    }

    @Test
    void an_event_that_names_its_own_place_is_told_it() {
        Entry entry = tx.append("garden", "ann", "c-1", seq -> new Event.ReadMoved("garden", seq));
        assertThat(entry.body()).isEqualTo("{\"channel\":\"garden\",\"seq\":42}");
        assertThat(entry.clientId()).isEqualTo("c-1");
        assertThat(entry.at()).isEqualTo(NOON);
    }

    @Test
    void a_log_that_nobody_locked_is_not_written() {
        assertThatThrownBy(() -> tx.append("attic", "ann", new Event.ChannelLeft("x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("attic");
    }

    @Test
    void a_new_log_begins_at_one_and_only_once() {
        tx.begin("attic");
        assertThat(tx.append("attic", "ann", new Event.ChannelLeft("x")).seq()).isEqualTo(1);
        assertThatThrownBy(() -> tx.begin("attic")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tx.begin("garden")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_fence_voids_what_was_known_before_it_and_nothing_later() {
        assertThat(tx.isFencedAfter("garden", 11)).isTrue();
        assertThat(tx.isFencedAfter("garden", 12)).isFalse();
        tx.append("garden", "ann", new Event.MemberLeft("bob", "member"));
        tx.fence("garden");
        assertThat(tx.isFencedAfter("garden", 41)).isTrue();
        assertThat(tx.isFencedAfter("garden", 42)).isFalse();
    }

    @Test
    void a_fence_rises_although_nothing_is_said() {
        tx.append("garden", "ann", new Event.MemberLeft("bob", "member"));
        tx.fence("garden");
        long known = tx.heads().get("garden").fence;
        tx.fence("garden");
        assertThat(tx.isFencedAfter("garden", known)).isTrue();
        assertThat(tx.head("garden")).isEqualTo(42);
    }

    @Test
    void a_fence_alone_is_written_too() {
        tx.fence("garden");
        assertThat(tx.heads().get("garden").changed).isTrue();
        assertThat(tx.heads().get("kitchen").changed).isFalse();
    }

    @Test
    void what_was_found_is_found_by_its_own_lookup_only() {
        found.put(NAMES, new HashMap<>(Map.of("k", "ann")));
        assertThat(tx.found(NAMES, "k")).isEqualTo("ann");
        assertThat(tx.found(NAMES, "other")).isNull();
        assertThat(tx.found(OTHERS, "k")).isNull();
    }

    @Test
    void what_a_change_remembers_its_later_neighbours_find() {
        tx.remember(NAMES, "k", "bob");
        assertThat(tx.found(NAMES, "k")).isEqualTo("bob");
        assertThat(tx.found(OTHERS, "k")).isNull();
    }

    @Test
    void rows_of_one_statement_go_in_one_batch_in_order() {
        Object[] one = {"1", null};
        Object[] two = {"2", 2L};
        tx.batch("INSERT a", one);
        tx.batch("INSERT b", one);
        tx.batchLate("INSERT a", () -> two);
        assertThat(tx.batches().keySet()).containsExactly("INSERT a", "INSERT b");
        assertThat(tx.batches().get("INSERT a"))
                .extracting(Transaction.Row::parameters)
                .containsExactly(one, two);
    }
}
