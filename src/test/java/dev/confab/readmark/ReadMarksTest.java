package dev.confab.readmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.channel.Channel.Kind;
import dev.confab.channel.ChannelsInMemory;
import dev.confab.channel.Membership;
import dev.confab.log.Count;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import dev.confab.ops.ManualClock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadMarksTest {

    private static final class InMemory extends ReadMarkStore {
        private final Map<String, Long> marks = new HashMap<>();
        private final Lookup<Long> found = (keys, db) -> {
            Map<String, Long> there = new HashMap<>(marks);
            there.keySet().retainAll(keys);
            return there;
        };
        private long seen;

        @Override
        Lookup<Long> marks() {
            return found;
        }

        @Override
        Map<String, Count> unread(String user, Collection<String> channels) {
            return Map.of("garden", new Count(2, 5), "kitchen", new Count(4, 9));
        }

        @Override
        long unread(String user, String channel, long upTo) {
            return upTo; // as if each message had been said by another
        }

        @Override
        void move(Transaction tx, String channel, String user, long seq, boolean isRead) {
            if (isRead) {
                seen = seq;
            }
            marks.put(channel + " " + user, seq);
        }
    }

    private final ChannelsInMemory world = new ChannelsInMemory(new ManualClock());
    private final LogsInMemory logs = world.logs();
    private final InMemory store = new InMemory();
    private final ReadMarks marks = new ReadMarks(store, logs);
    private final Membership bob;

    ReadMarksTest() {
        world.channel(Kind.PUBLIC, "garden", "ann", "bob", "carl"); // three have joined: the head is 3
        bob = world.channels().membership("bob", "garden").orElseThrow();
        store.marks.put("garden bob", 1L);
        logs.answerBy(store.marks());
    }

    private long move(long seq, boolean backwards) {
        return marks.move(bob, seq, backwards).toCompletableFuture().join();
    }

    @Test
    void a_mark_moves_forwards_and_is_told_to_the_own_devices() {
        assertThat(move(2, false)).isEqualTo(2);
        assertThat(logs.of("bob").getLast().kind()).isEqualTo("read.moved");
        assertThat(logs.of("bob").getLast().body()).isEqualTo("{\"channel\":\"garden\",\"seq\":2}");
    }

    @Test
    void a_mark_stays_where_it_is_when_nothing_new_is_read() {
        int said = logs.told().size();
        assertThat(move(1, false)).isEqualTo(1);
        assertThat(move(0, false)).isEqualTo(1);
        assertThat(logs.told()).hasSize(said);
    }

    @Test
    void a_mark_moves_backwards_only_when_that_is_meant() {
        assertThat(move(0, true)).isZero();
        assertThat(logs.of("bob").getLast().body()).isEqualTo("{\"channel\":\"garden\",\"seq\":0}");
    }

    @Test
    void what_is_marked_as_unread_has_been_seen_no_further_and_no_less() {
        move(2, false);
        move(0, true);
        assertThat(store.seen).isEqualTo(2);
        move(3, true);
        assertThat(store.seen).isEqualTo(2);
    }

    @Test
    void a_mark_never_passes_the_head() {
        assertThat(move(Long.MAX_VALUE, false)).isEqualTo(3);
    }

    @Test
    void who_has_left_moves_nothing() {
        store.marks.clear();
        int said = logs.told().size();
        assertThat(move(2, false)).isEqualTo(-1);
        assertThat(store.marks).isEmpty();
        assertThat(logs.told()).hasSize(said);
    }

    @Test
    void what_came_after_the_look_at_the_head_is_not_counted() {
        assertThat(marks.unread("bob", Map.of("garden", 3L, "kitchen", 9L)))
                .isEqualTo(Map.of("garden", 3L, "kitchen", 4L));
    }
}
