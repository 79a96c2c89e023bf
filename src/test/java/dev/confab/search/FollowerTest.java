package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.channel.Channels;
import dev.confab.event.Event;
import dev.confab.event.Message;
import dev.confab.log.Change;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Transaction;
import dev.confab.message.Messages;
import dev.confab.ops.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index and its place in the logs, through crashes. */
class FollowerTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path folder;

    private final LogsInMemory logs = new LogsInMemory(new ManualClock(), "garden", "shed");
    private final Channels channels = new Channels() {
        @Override
        public List<String> allAfter(String channel, int limit) {
            return Stream.of("garden", "shed")
                    .filter(id -> id.compareTo(channel) > 0)
                    .limit(limit)
                    .toList();
        }
    };
    private List<Message> rows = List.of();
    private final Messages messages = new Messages() {
        @Override
        public List<Message> allOf(String channel, long seq, int limit) {
            return rows.stream().filter(row -> row.seq() > seq).limit(limit).toList();
        }

        @Override
        public List<Message> allWith(Collection<String> ids) {
            return rows.stream().filter(row -> ids.contains(row.id())).toList();
        }
    };

    private MessageIndex index;
    private Follower follower;

    @BeforeEach
    void open() throws IOException {
        index = MessageIndex.open(folder);
        follower = new Follower(index, logs, channels, messages);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void crashAndOpen() throws IOException {
        index.close(); // what was not committed is lost
        open();
    }

    private record Said(String log, LongFunction<Event> event) implements Change<Void> {
        @Override
        public Collection<String> logs() {
            return List.of(log);
        }

        @Override
        public Void write(Transaction tx) {
            tx.append(log, "ann", null, event);
            return null;
        }
    }

    private void say(String log, LongFunction<Event> event) {
        logs.appendAndWait(new Said(log, event));
    }

    private void post(String channel, String id, String text) {
        say(channel, seq -> new Event.MessagePosted(new Message(id, channel, seq, "ann", text, NOON)));
    }

    private void edit(String channel, String id, String text) {
        logs.appendAndWait(new Said(
                channel,
                seq -> new Event.MessageEdited(new Message(
                        id, channel, 1, "ann", new Message.Content(text), null, NOON, NOON, null, Message.Echo.NONE))));
    }

    private void delete(String channel, String id) {
        logs.appendAndWait(new Said(channel, seq -> new Event.MessageDeleted(tombstone(id, channel, 1))));
    }

    private static Message tombstone(String id, String channel, long seq) {
        return new Message(id, channel, seq, "ann", new Message.Content(""), null, NOON, null, NOON, Message.Echo.NONE);
    }

    private void catchUp() throws IOException {
        while (!follower.sweep()) {
            assertThat(follower).isNotNull();
        }
        while (follower.isBehind()) {
            follower.catchUp();
        }
        index.refresh();
    }

    private static Question question(String query) {
        return Question.of(query, Map.of(), ZoneOffset.UTC);
    }

    private static MessageIndex.Scope scope(List<String> channels) {
        return new MessageIndex.Scope(channels, List.of(), Optional.empty());
    }

    private List<String> find(String query, String... places) throws IOException {
        List<String> where = places.length == 0 ? List.of("garden", "shed") : List.of(places);
        return index.search(question(query), scope(where), null, 50).stream()
                .map(MessageIndex.Hit::id)
                .toList();
    }

    @Test
    void what_is_posted_edited_and_deleted_is_found_as_it_is() throws IOException {
        post("garden", "m1", "the roses are red");
        post("garden", "m2", "the violets are blue");
        catchUp();
        assertThat(find("roses")).containsExactly("m1");

        edit("garden", "m1", "the tulips are red");
        delete("garden", "m2");
        catchUp();

        assertThat(find("roses")).isEmpty();
        assertThat(find("tulips")).containsExactly("m1");
        assertThat(find("violets")).isEmpty();
    }

    @Test
    void nothing_of_another_channel_is_found() throws IOException {
        post("garden", "m1", "roses");
        post("shed", "m2", "roses");
        catchUp();

        assertThat(find("roses", "shed")).containsExactly("m2");
        assertThat(find("roses", "somewhere")).isEmpty();
    }

    @Test
    void what_others_make_of_a_message_is_found_as_long_as_it_lasts() throws IOException {
        post("garden", "m1", "roses");
        post("garden", "m2", "roses too");
        var pin = new Message.Pin(NOON, "bob");
        var heart = new Message.Reaction("❤️", List.of("bob"));
        rows = List.of(with(new Message.Echo(List.of(heart), null, pin)));
        say("garden", seq -> new Event.MessagePinned("m1"));
        say("garden", seq -> new Event.ReactionAdded("m1", "❤️", "bob"));
        catchUp();
        assertThat(find("roses is:pinned")).containsExactly("m1");
        assertThat(find("has:pin")).containsExactly("m1");
        assertThat(find("has:reaction")).containsExactly("m1");

        rows = List.of(with(Message.Echo.NONE));
        say("garden", seq -> new Event.MessageUnpinned("m1"));
        say("garden", seq -> new Event.ReactionRemoved("m1", "❤️", "bob"));
        catchUp();
        assertThat(find("is:pinned")).isEmpty();
        assertThat(find("has:reaction")).isEmpty();
        assertThat(find("roses")).containsExactlyInAnyOrder("m1", "m2");
    }

    private static Message with(Message.Echo echo) {
        return new Message("m1", "garden", 1, "ann", new Message.Content("roses"), null, NOON, null, null, echo);
    }

    @Test
    void what_somebody_puts_aside_is_no_news_of_a_message() throws IOException {
        post("garden", "m1", "roses");
        say("shed", seq -> new Event.MessageSaved("m1", "garden"));
        follower.hear(logs.of("shed"));
        assertThat(follower.isBehind()).isFalse();

        catchUp();

        assertThat(find("roses")).containsExactly("m1");
    }

    @Test
    void a_crash_loses_nothing_and_finds_nothing_twice() throws IOException {
        post("garden", "m1", "roses one");
        catchUp();
        index.commit();
        post("garden", "m2", "roses two");
        edit("garden", "m1", "roses first");
        catchUp();

        crashAndOpen();
        assertThat(index.cursors()).containsEntry("garden", 1L);
        catchUp();

        assertThat(find("roses")).containsExactlyInAnyOrder("m1", "m2");
        assertThat(find("first")).containsExactly("m1");
        assertThat(index.cursors()).containsEntry("garden", 3L);
    }

    @Test
    void a_long_log_does_not_hold_up_the_others() throws IOException {
        for (int i = 0; i < 2 * Follower.SLICE; i++) {
            post("garden", "m" + i, "roses");
        }
        post("shed", "s", "spade");
        follower.sweep();
        assertThat(follower.lag()).isEqualTo(2L * Follower.SLICE + 1);

        follower.catchUp();
        follower.catchUp();
        index.refresh();

        assertThat(find("spade")).containsExactly("s");
        assertThat(follower.lag()).isEqualTo(Follower.SLICE);
    }

    @Test
    void who_searches_sees_what_was_put_without_anybody_renewing_the_index() throws IOException {
        post("garden", "m1", "roses");
        follower.hear(logs.of("garden"));
        follower.catchUp();

        assertThat(find("roses")).containsExactly("m1");
    }

    @Test
    void a_hint_is_enough_and_a_lost_one_does_no_harm() throws IOException {
        post("garden", "m1", "roses");
        follower.hear(logs.of("garden"));
        assertThat(follower.isBehind()).isTrue();
        follower.catchUp();
        index.refresh();
        assertThat(find("roses")).containsExactly("m1");

        post("garden", "m2", "roses");
        assertThat(follower.isBehind()).isFalse();
        catchUp();
        assertThat(find("roses")).containsExactlyInAnyOrder("m1", "m2");
    }

    @Test
    void of_a_log_whose_beginning_is_cut_off_the_messages_are_read() throws IOException {
        post("garden", "m1", "roses");
        post("garden", "m2", "tulips");
        post("garden", "m3", "violets");
        logs.cut("garden", 2);
        rows = List.of(new Message("m1", "garden", 1, "ann", "roses", NOON), tombstone("m2", "garden", 2));

        catchUp();

        assertThat(find("roses")).containsExactly("m1");
        assertThat(find("tulips")).isEmpty();
        assertThat(index.cursors()).containsEntry("garden", 3L);
    }

    @Test
    void a_damaged_index_is_built_anew() throws IOException {
        post("garden", "m1", "roses");
        catchUp();
        index.commit();
        index.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !file.endsWith("write.lock")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }

        open();
        catchUp();

        assertThat(find("roses")).containsExactly("m1");
    }

    @Test
    void pages_go_on_where_the_last_one_ended_whatever_is_written_meanwhile() throws IOException {
        for (int i = 10; i < 40; i++) {
            post("garden", "m" + i, i % 2 == 0 ? "a rose" : "roses");
        }
        catchUp();
        Question question = question("rose");
        List<String> all = find("rose");
        assertThat(all).hasSize(30).doesNotHaveDuplicates();

        List<MessageIndex.Hit> first = index.search(question, scope(List.of("garden")), null, 7);
        post("garden", "n", "rose");
        catchUp();
        List<String> paged = new java.util.ArrayList<>();
        List<MessageIndex.Hit> page = first;
        while (!page.isEmpty()) {
            page.forEach(hit -> paged.add(hit.id()));
            page = index.search(
                    question, scope(List.of("garden")), page.getLast().place(), 7);
        }

        assertThat(paged).containsExactlyElementsOf(all);
        assertThat(all.getFirst()).as("exact ones first, the latest first").isEqualTo("m38");
    }
}
