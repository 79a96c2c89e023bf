package dev.confab.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.block.Blocks.Outcome;
import dev.confab.channel.Channel.Kind;
import dev.confab.channel.ChannelsInMemory;
import dev.confab.event.Entry;
import dev.confab.log.LogsInMemory;
import dev.confab.ops.ManualClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlocksTest {

    private static final class InMemory extends BlockStore {
        private final Map<String, Long> rows = new LinkedHashMap<>();

        @Override
        boolean has(String user, String other) {
            return rows.containsKey(user + " " + other);
        }

        @Override
        long count(String user) {
            return rows.keySet().stream()
                    .filter(row -> row.startsWith(user + " "))
                    .count();
        }

        @Override
        void add(String user, String other, long seq) {
            rows.put(user + " " + other, seq);
        }

        @Override
        void remove(String user, String other) {
            rows.remove(user + " " + other);
        }
    }

    private final ChannelsInMemory world = new ChannelsInMemory(new ManualClock());
    private final LogsInMemory logs = world.logs();
    private final Blocks blocks = new Blocks(
            new InMemory(),
            new Accounts() {
                @Override
                public Optional<Account> find(String id) {
                    return id.startsWith("nobody") ? Optional.empty() : Optional.of(new Account() {});
                }
            },
            world.channels(),
            logs);

    private List<String> toldTo(String user) {
        return logs.of(user).stream()
                .filter(entry -> entry.kind().equals("block.changed"))
                .map(Entry::body)
                .toList();
    }

    @Test
    void whoever_blocks_is_told_once_and_the_other_not_at_all() {
        assertThat(blocks.block("ann", "bob")).isEqualTo(Outcome.DONE);
        assertThat(blocks.block("ann", "bob")).isEqualTo(Outcome.DONE);
        assertThat(toldTo("ann")).containsExactly("{\"user\":\"bob\",\"blocked\":true}");
        assertThat(blocks.unblock("ann", "bob")).isEqualTo(Outcome.DONE);
        assertThat(blocks.unblock("ann", "bob")).isEqualTo(Outcome.DONE);
        assertThat(toldTo("ann")).hasSize(2).last().isEqualTo("{\"user\":\"bob\",\"blocked\":false}");
        assertThat(logs.of("bob")).isEmpty();
    }

    @Test
    void nobody_blocks_oneself_or_who_is_not_there() {
        assertThat(blocks.block("ann", "ann")).isEqualTo(Outcome.ONESELF);
        assertThat(blocks.block("ann", "nobody")).isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(toldTo("ann")).isEmpty();
    }

    @Test
    void there_is_a_last_one_to_block() {
        for (int i = 0; i < Blocks.MOST; i++) {
            assertThat(blocks.block("ann", "person" + i)).isEqualTo(Outcome.DONE);
        }
        assertThat(blocks.block("ann", "bob")).isEqualTo(Outcome.FULL);
        assertThat(blocks.block("carl", "bob")).isEqualTo(Outcome.DONE);
        blocks.unblock("ann", "person7");
        assertThat(blocks.block("ann", "bob")).isEqualTo(Outcome.DONE);
    }

    @Test
    void what_was_known_of_rights_in_their_direct_channel_is_void_although_nothing_is_said_there() {
        world.channel(Kind.DIRECT, "two", "ann", "bob");
        long known = logs.fence("two");
        long head = logs.head("two");
        blocks.block("ann", "bob");
        assertThat(logs.isFencedAfter("two", known)).isTrue();
        long again = logs.fence("two");
        blocks.block("bob", "ann");
        assertThat(logs.isFencedAfter("two", again)).isTrue();
        assertThat(logs.head("two")).isEqualTo(head);
    }

    @Test
    void a_direct_channel_that_begins_meanwhile_is_looked_at_too() {
        logs.beforeTheNext(() -> world.channel(Kind.DIRECT, "two", "ann", "bob"));
        assertThat(blocks.block("ann", "bob")).isEqualTo(Outcome.DONE);
        assertThat(logs.isFencedAfter("two", 0)).isTrue();
        assertThat(toldTo("ann")).hasSize(1);
    }
}
