package dev.confab.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.channel.Channel.Kind;
import dev.confab.channel.ChannelsInMemory;
import dev.confab.channel.Membership;
import dev.confab.draft.KeptDrafts.Result;
import dev.confab.ops.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptDraftsTest {

    private static final class InMemory extends DraftStore {
        private final Map<String, KeptDraft> drafts = new HashMap<>();

        @Override
        Optional<KeptDraft> find(String user, String channel, String parent) {
            return Optional.ofNullable(drafts.get(parent));
        }

        @Override
        long count(String user) {
            return drafts.size();
        }

        @Override
        void put(String user, KeptDraft draft, boolean isNew) {
            drafts.put(draft.parent() == null ? "" : draft.parent(), draft);
        }

        @Override
        void remove(String user, String channel, String parent) {
            drafts.remove(parent);
        }
    }

    private final ChannelsInMemory world = new ChannelsInMemory(new ManualClock());
    private final KeptDrafts drafts = new KeptDrafts(new InMemory(), world.logs());
    private final List<String> told = new ArrayList<>();
    private final Membership bob;

    KeptDraftsTest() {
        world.channel(Kind.PUBLIC, "garden", "ann", "bob");
        bob = world.channels().membership("bob", "garden").orElseThrow();
        drafts.follow((user, draft) -> told.add(user + ": " + draft.text()));
    }

    private Result keep(String parent, String text) {
        return drafts.keep(bob, parent, text, Duration.ZERO);
    }

    @Test
    void every_change_is_told_once_and_nothing_is_written_on_a_log() {
        int said = world.logs().told().size();
        keep("", "the roses");
        keep("", "the roses");
        keep("", "");
        keep("", "");
        assertThat(told).containsExactly("bob: the roses", "bob: ");
        assertThat(world.logs().told()).hasSize(said);
    }

    @Test
    void what_was_written_before_is_passed_over_and_told_what_is_there() {
        keep("", "at the desk");
        Result late = drafts.keep(bob, "", "on the train", Duration.ofMinutes(3));
        assertThat(((Result.Kept) late).draft().text()).isEqualTo("at the desk");
        drafts.keep(bob, "", "", Duration.ofMillis(Long.MAX_VALUE));
        assertThat(told).containsExactly("bob: at the desk");
    }

    @Test
    void there_is_room_for_two_hundred() {
        for (int i = 0; i < KeptDrafts.MOST; i++) {
            assertThat(keep("root " + i, "about it")).isInstanceOf(Result.Kept.class);
        }
        assertThat(keep("", "one more")).isInstanceOf(Result.Full.class);
        assertThat(keep("root 1", "something else")).isInstanceOf(Result.Kept.class);
        keep("root 1", "");
        assertThat(keep("", "one more")).isInstanceOf(Result.Kept.class);
        assertThat(told).endsWith("bob: one more");
    }
}
