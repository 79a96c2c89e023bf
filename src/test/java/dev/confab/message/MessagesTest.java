package dev.confab.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.attachment.AttachmentsInMemory;
import dev.confab.channel.Bar;
import dev.confab.channel.Channel.Kind;
import dev.confab.channel.ChannelChange;
import dev.confab.channel.Channels;
import dev.confab.channel.ChannelsInMemory;
import dev.confab.channel.MemberRole;
import dev.confab.channel.Membership;
import dev.confab.event.Entry;
import dev.confab.event.Message;
import dev.confab.event.ThreadFacts;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Transaction;
import dev.confab.log.Unavailable;
import dev.confab.mention.MentionsInMemory;
import dev.confab.ops.ManualClock;
import dev.confab.ops.Settings;
import dev.confab.pin.Pins;
import dev.confab.pin.PinsInMemory;
import dev.confab.reaction.Reactions;
import dev.confab.reaction.ReactionsInMemory;
import dev.confab.saved.Saved;
import dev.confab.thread.Root;
import dev.confab.thread.Threads;
import dev.confab.thread.ThreadsInMemory;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Draft HELLO = new Draft("c-1", "hello");

    /** Rows by id; what the log's writer would put into its batch is put here. */
    private static final class InMemory extends MessageStore {
        private final Map<String, MessageRow> rows = new HashMap<>();
        private final Map<String, Sent> sends = new HashMap<>();
        private int looks;

        @Override
        void add(Transaction tx, Message message, Draft draft, String fingerprint) {
            super.add(tx, message, draft, fingerprint);
            rows.put(message.id(), new MessageRow(message, draft));
            sends.put(
                    key(message.author(), draft.folded()),
                    new Sent(message.id(), message.seq(), message.at(), fingerprint));
        }

        @Override
        Optional<Sent> sentBefore(String author, String clientId) {
            return Optional.ofNullable(sends.get(key(author, clientId)));
        }

        @Override
        List<MessageRow> before(String channel, long seq, int limit) {
            return page(
                    channel,
                    row -> row.firstSaid() < seq,
                    Comparator.comparing(MessageRow::firstSaid).reversed(),
                    limit);
        }

        @Override
        List<MessageRow> after(String channel, long seq, int limit) {
            return page(channel, row -> row.firstSaid() > seq, Comparator.comparing(MessageRow::firstSaid), limit);
        }

        @Override
        Optional<Place> nextPlace(String channel, long seq) {
            looks++;
            return rows.values().stream()
                    .filter(row -> row.channel().equals(channel) && row.firstSaid() >= seq)
                    .min(Comparator.comparing(MessageRow::firstSaid))
                    .map(row -> new Place(row.firstSaid(), row.postedAt()));
        }

        /** As EclipseLink has it: a limit of 0 is none. */
        private List<MessageRow> page(
                String channel, Predicate<MessageRow> where, Comparator<MessageRow> order, int limit) {
            List<MessageRow> found = rows.values().stream()
                    .filter(row -> row.channel().equals(channel)
                            && row.message(Message.Echo.NONE).isInChannel()
                            && where.test(row))
                    .sorted(order)
                    .toList();
            return limit == 0 ? found : found.subList(0, Math.min(limit, found.size()));
        }

        @Override
        Optional<MessageRow> find(String id) {
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        List<MessageRow> findAll(Collection<String> ids) {
            return rows.values().stream().filter(row -> ids.contains(row.id())).toList();
        }

        @Override
        List<MessageRow> repliesBefore(String root, long seq, int limit) {
            return rows.values().stream()
                    .filter(row -> root.equals(row.parent()) && row.firstSaid() < seq)
                    .sorted(Comparator.comparing(MessageRow::firstSaid).reversed())
                    .limit(limit)
                    .toList();
        }

        Optional<Root> asRoot(String id) {
            return find(id).map(row ->
                    new Root(id, row.channel(), row.author(), row.parent() != null, row.isDeleted(), null, false));
        }
    }

    /** What messages have said before, by message. */
    private static final class Revisions extends RevisionStore {
        private record Row(String message, long seq, Version version) {}

        private final List<Row> rows = new ArrayList<>();

        @Override
        void add(String message, long seq, Version version) {
            rows.add(new Row(message, seq, version));
        }

        @Override
        List<Version> before(String message, long seq) {
            return rows.stream()
                    .filter(row -> row.message().equals(message) && row.seq() < seq)
                    .map(Row::version)
                    .toList();
        }

        @Override
        void clear(String message) {
            rows.removeIf(row -> row.message().equals(message));
        }
    }

    private Duration editWindow;

    private final Settings settings = new Settings() {
        @Override
        public Optional<Duration> editWindow() {
            return Optional.ofNullable(editWindow);
        }
    };

    private final ManualClock clock = new ManualClock();
    private final ChannelsInMemory world = new ChannelsInMemory(clock);
    private final LogsInMemory logs = world.logs();
    private final Channels channels = world.channels();
    private final InMemory store = new InMemory();
    private final Threads threads = new ThreadsInMemory(logs, store::asRoot).threads();
    private final Revisions revisions = new Revisions();
    private final AttachmentsInMemory files = new AttachmentsInMemory(clock, logs);
    private final MentionsInMemory mentions = new MentionsInMemory("ann", "bob", "carl", "dora");
    private final Messages messages = new Messages(
            store,
            revisions,
            channels,
            threads,
            new ReactionsInMemory().reactions(),
            mentions.mentions(),
            new PinsInMemory().pins(),
            new Saved() {
                @Override
                public void clear(String message) {}
            },
            files.attachments(),
            logs,
            settings,
            clock,
            inline());

    /** Runs what it is given at once. */
    private static ManagedExecutorService inline() {
        return (ManagedExecutorService) Proxy.newProxyInstance(
                MessagesTest.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, args) -> {
                    ((Runnable) args[0]).run();
                    return null;
                });
    }

    @BeforeEach
    void a_garden_and_a_cellar() {
        world.channel(Kind.PUBLIC, "garden", "ann", "bob");
        world.channel(Kind.PRIVATE, "cellar", "ann");
    }

    private PostResult post(String user, String channel, Draft draft) {
        return messages.post(user, channel, draft).toCompletableFuture().join();
    }

    private Message posted(String user, String channel, Draft draft) {
        return ((PostResult.Posted) post(user, channel, draft)).message().message();
    }

    private void archive(boolean archived) {
        channels.change("ann", false, "garden", new ChannelChange(null, null, archived));
    }

    @Test
    void a_post_takes_the_next_place_on_the_channels_log() {
        long head = logs.head("garden");
        Message message = posted("bob", "garden", HELLO);
        Entry entry = logs.of("garden").getLast();
        assertThat(message.seq()).isEqualTo(head + 1);
        assertThat(entry.seq()).isEqualTo(head + 1);
        assertThat(entry.kind()).isEqualTo("message.posted");
        assertThat(entry.body())
                .contains("\"text\":\"hello\"", "\"author\":\"bob\"")
                .doesNotContain("c-1");
        assertThat(entry.clientId()).isEqualTo("c-1");
        assertThat(logs.batched()).singleElement().asString().startsWith("INSERT INTO message");
    }

    @Test
    void the_same_name_again_finds_the_first_message_and_writes_nothing() {
        Message first = posted("bob", "garden", HELLO);
        long head = logs.head("garden");
        assertThat(post("bob", "garden", HELLO))
                .isInstanceOfSatisfying(
                        PostResult.Repeated.class,
                        repeated ->
                                assertThat(repeated.message().message().id()).isEqualTo(first.id()));
        assertThat(logs.head("garden")).isEqualTo(head);
    }

    @Test
    void a_name_is_the_same_in_capitals_and_stays_as_it_was_written() {
        Message first = posted("bob", "garden", new Draft("C-1", "hello"));
        assertThat(logs.of("garden").getLast().clientId()).isEqualTo("C-1");
        assertThat(messages.find("bob", first.id()).orElseThrow().clientId()).isEqualTo("C-1");
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Repeated(new OwnMessage(first, "c-1")));
        messages.edit("bob", first.id(), "hello again");
        assertThat(logs.of("garden").getLast().clientId()).isEqualTo("C-1");
    }

    @Test
    void a_block_holds_for_who_was_presumed_to_be_free_to_write() {
        world.channel(Kind.DIRECT, "two", "ann", "bob");
        Message first = posted("bob", "two", HELLO);
        logs.beforeTheNext(() -> world.block("ann", "bob", "two")); // on another node
        long head = logs.head("two");
        assertThat(post("bob", "two", new Draft("c-2", "hello?"))).isEqualTo(new PostResult.Barred(Bar.OTHERS));
        assertThat(post("ann", "two", new Draft("c-3", "no"))).isEqualTo(new PostResult.Barred(Bar.OWN));
        assertThat(messages.edit("bob", first.id(), "hello!")).isEqualTo(new ChangeResult.NotAllowed(Bar.OTHERS.why()));
        assertThat(messages.react("bob", first.id(), "👍")).isInstanceOf(ChangeResult.NotAllowed.class);
        assertThat(messages.pin("bob", first.id())).isInstanceOf(ChangeResult.NotAllowed.class);
        assertThat(post("bob", "two", HELLO)).isInstanceOf(PostResult.Repeated.class);
        assertThat(logs.head("two")).isEqualTo(head);
        assertThat(messages.delete("bob", false, first.id())).isInstanceOf(ChangeResult.Changed.class);
    }

    @Test
    void a_repeat_after_an_edit_is_still_a_repeat() {
        Message first = posted("bob", "garden", HELLO);
        messages.edit("bob", first.id(), "hello again");
        assertThat(post("bob", "garden", HELLO)).isInstanceOf(PostResult.Repeated.class);
    }

    @Test
    void the_same_name_for_another_text_or_channel_is_a_conflict() {
        posted("ann", "garden", HELLO);
        assertThat(post("ann", "garden", new Draft("c-1", "hello!"))).isEqualTo(new PostResult.Conflict());
        assertThat(post("ann", "cellar", HELLO)).isEqualTo(new PostResult.Conflict());
    }

    @Test
    void a_repeat_by_who_has_left_learns_what_the_ack_said_and_nothing_that_came_later() {
        Message first = posted("bob", "garden", HELLO);
        channels.dismiss("bob", false, "bob", "garden");
        clock.pass(Duration.ofMinutes(1));
        messages.delete("ann", false, first.id());
        long head = logs.head("garden");
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Repeated(new OwnMessage(first, "c-1")));
        assertThat(post("bob", "garden", new Draft("c-1", "hello!"))).isEqualTo(new PostResult.Conflict());
        assertThat(post("bob", "cellar", HELLO)).isEqualTo(new PostResult.Conflict());
        assertThat(post("bob", "garden", new Draft("c-2", "hello"))).isEqualTo(new PostResult.NotMember());
        assertThat(logs.head("garden")).isEqualTo(head);
    }

    @Test
    void a_repeat_by_who_was_removed_from_a_private_channel_is_still_a_repeat() {
        world.channel(Kind.PRIVATE, "attic", "ann", "bob");
        Message first = posted("bob", "attic", HELLO);
        channels.dismiss("ann", false, "bob", "attic");
        assertThat(post("bob", "attic", HELLO)).isEqualTo(new PostResult.Repeated(new OwnMessage(first, "c-1")));
        assertThat(post("bob", "attic", new Draft("c-1", "hello!"))).isEqualTo(new PostResult.Conflict());
        assertThat(post("bob", "attic", new Draft("c-2", "hello"))).isEqualTo(new PostResult.NotThere());
    }

    @Test
    void a_repeat_while_its_author_is_removed_is_still_a_repeat() {
        Message first = posted("bob", "garden", HELLO);
        logs.beforeTheNext(() -> {
            channels.dismiss("ann", false, "bob", "garden");
            messages.delete("ann", false, first.id());
        });
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Repeated(new OwnMessage(first, "c-1")));
    }

    @Test
    void a_repeat_in_a_channel_that_was_archived_is_still_a_repeat() {
        Message first = posted("bob", "garden", HELLO);
        archive(true);
        channels.membership("bob", "garden");
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Repeated(new OwnMessage(first, "c-1")));
        assertThat(post("bob", "garden", new Draft("c-1", "hello!"))).isEqualTo(new PostResult.Conflict());
        assertThat(post("bob", "garden", new Draft("c-2", "hello"))).isEqualTo(new PostResult.Archived());
    }

    @Test
    void a_member_who_repeats_is_shown_the_message_as_it_is_now() {
        Message first = posted("bob", "garden", HELLO);
        messages.edit("bob", first.id(), "hello, all");
        assertThat(post("bob", "garden", HELLO))
                .isInstanceOfSatisfying(
                        PostResult.Repeated.class,
                        repeated ->
                                assertThat(repeated.message().message().text()).isEqualTo("hello, all"));
    }

    @Test
    void two_authors_may_choose_the_same_name() {
        posted("ann", "garden", HELLO);
        assertThat(post("bob", "garden", HELLO)).isInstanceOf(PostResult.Posted.class);
    }

    @Test
    void who_is_not_in_a_channel_says_nothing_in_it() {
        assertThat(post("dora", "garden", HELLO)).isEqualTo(new PostResult.NotMember());
        assertThat(post("bob", "cellar", HELLO)).isEqualTo(new PostResult.NotThere());
        assertThat(post("bob", "nowhere", HELLO)).isEqualTo(new PostResult.NotThere());
    }

    @Test
    void a_member_who_is_removed_between_look_and_write_says_nothing_more() {
        channels.membership("bob", "garden");
        logs.beforeTheNext(() -> channels.dismiss("ann", false, "bob", "garden"));
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.NotMember());
        assertThat(logs.told()).doesNotContain("garden message.posted");
    }

    @Test
    void a_member_whose_rights_changed_without_ending_is_let_through_at_the_second_look() {
        channels.membership("bob", "garden");
        logs.beforeTheNext(() -> channels.promote("ann", false, "bob", "garden", MemberRole.ADMIN));
        assertThat(post("bob", "garden", HELLO)).isInstanceOf(PostResult.Posted.class);
    }

    /** Before each of so many writes, bob's role becomes another one. */
    private void whileBobIsPromoted(int times) {
        if (times > 0) {
            logs.beforeTheNext(() -> {
                MemberRole now =
                        channels.membership("bob", "garden").orElseThrow().role();
                MemberRole next = now == MemberRole.MEMBER ? MemberRole.ADMIN : MemberRole.MEMBER;
                channels.promote("ann", false, "bob", "garden", next);
                whileBobIsPromoted(times - 1);
            });
        }
    }

    @Test
    void a_member_whose_role_changes_again_and_again_is_asked_to_come_again_and_never_told_that_nothing_is_there() {
        Message message = posted("bob", "garden", HELLO);
        Draft again = new Draft("c-2", "hello again");
        whileBobIsPromoted(3);
        assertThatThrownBy(() -> post("bob", "garden", again)).hasCauseInstanceOf(Unavailable.class);
        assertThat(post("bob", "garden", again)).isInstanceOf(PostResult.Posted.class);
        whileBobIsPromoted(3);
        assertThatThrownBy(() -> messages.edit("bob", message.id(), "hello, all"))
                .isInstanceOf(Unavailable.class);
        assertThat(messages.edit("bob", message.id(), "hello, all")).isInstanceOf(ChangeResult.Changed.class);
    }

    @Test
    void a_member_whose_role_changes_just_after_the_archive_was_opened_is_let_through() {
        archive(true);
        channels.membership("bob", "garden");
        archive(false);
        whileBobIsPromoted(1);
        assertThat(post("bob", "garden", HELLO)).isInstanceOf(PostResult.Posted.class);
    }

    @Test
    void nothing_is_said_in_an_archived_channel_even_if_it_was_open_a_moment_ago() {
        channels.membership("bob", "garden");
        logs.beforeTheNext(() -> archive(true));
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Archived());
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Archived());
    }

    @Test
    void a_channel_that_is_taken_out_of_the_archive_is_open_at_once() {
        archive(true);
        assertThat(post("bob", "garden", HELLO)).isEqualTo(new PostResult.Archived());
        archive(false);
        assertThat(post("bob", "garden", HELLO)).isInstanceOf(PostResult.Posted.class);
    }

    @Test
    void only_the_author_edits() {
        Message message = posted("bob", "garden", HELLO);
        assertThat(messages.edit("ann", message.id(), "mine now")).isInstanceOf(ChangeResult.NotAllowed.class);
        assertThat(messages.edit("bob", message.id(), "hello, all"))
                .isInstanceOfSatisfying(ChangeResult.Changed.class, changed -> {
                    assertThat(changed.message().message().text()).isEqualTo("hello, all");
                    assertThat(changed.message().message().seq()).isEqualTo(message.seq());
                    assertThat(changed.message().message().editedAt()).isEqualTo(clock.instant());
                });
        assertThat(logs.of("garden").getLast().kind()).isEqualTo("message.edited");
        assertThat(logs.of("garden").getLast().clientId()).isEqualTo("c-1");
    }

    @Test
    void the_author_and_the_channels_admins_delete_and_others_do_not() {
        Message annes = posted("ann", "garden", HELLO);
        assertThat(messages.delete("bob", false, annes.id())).isInstanceOf(ChangeResult.NotAllowed.class);
        Message bobs = posted("bob", "garden", HELLO);
        assertThat(messages.delete("ann", false, bobs.id())).isInstanceOf(ChangeResult.Changed.class);
        Message another = posted("bob", "garden", new Draft("c-2", "again"));
        assertThat(messages.delete("bob", false, another.id())).isInstanceOf(ChangeResult.Changed.class);
    }

    @Test
    void a_workspace_admin_deletes_where_it_is_a_member() {
        Message annes = posted("ann", "garden", HELLO);
        assertThat(messages.delete("bob", true, annes.id())).isInstanceOf(ChangeResult.Changed.class);
        Message hidden = posted("ann", "cellar", new Draft("c-2", "psst"));
        assertThat(messages.delete("bob", true, hidden.id())).isEqualTo(new ChangeResult.NotThere());
    }

    @Test
    void in_a_direct_channel_each_deletes_its_own_messages_only() {
        world.channel(Kind.DIRECT, "direct", "ann", "bob");
        Message bobs = posted("bob", "direct", HELLO);
        assertThat(messages.delete("ann", false, bobs.id())).isInstanceOf(ChangeResult.NotAllowed.class);
    }

    @Test
    void what_is_deleted_is_gone_from_the_log_of_its_deletion_and_for_its_author() {
        Message message = posted("bob", "garden", HELLO);
        ChangeResult.Changed deleted = (ChangeResult.Changed) messages.delete("bob", false, message.id());
        assertThat(deleted.message().clientId()).isNull();
        assertThat(logs.of("garden").getLast().body()).doesNotContain("hello").contains("deletedAt");
        assertThat(logs.of("garden").getLast().clientId()).isNull();
        assertThat(logs.batched().getLast()).startsWith("UPDATE event SET body");
        assertThat(messages.delete("bob", false, message.id())).isEqualTo(new ChangeResult.NotThere());
        assertThat(messages.edit("bob", message.id(), "back")).isEqualTo(new ChangeResult.NotThere());
    }

    @Test
    void who_was_removed_changes_nothing_any_more() {
        Message message = posted("bob", "garden", HELLO);
        logs.beforeTheNext(() -> channels.dismiss("ann", false, "bob", "garden"));
        assertThat(messages.edit("bob", message.id(), "too late")).isEqualTo(new ChangeResult.NotThere());
        assertThat(logs.told()).doesNotContain("garden message.edited");
    }

    @Test
    void nothing_changes_in_an_archived_channel() {
        Message message = posted("bob", "garden", HELLO);
        archive(true);
        assertThat(messages.edit("bob", message.id(), "x")).isInstanceOf(ChangeResult.NotAllowed.class);
        assertThat(messages.delete("bob", false, message.id())).isInstanceOf(ChangeResult.NotAllowed.class);
    }

    @Test
    void a_message_is_there_for_members_only_and_its_client_id_for_its_author() {
        Message message = posted("bob", "garden", HELLO);
        assertThat(messages.find("dora", message.id())).isEmpty();
        assertThat(messages.find("ann", message.id()).orElseThrow().clientId()).isNull();
        assertThat(messages.find("bob", message.id()).orElseThrow().clientId()).isEqualTo("c-1");
    }

    @Test
    void a_page_around_a_place_is_no_longer_than_asked_for() {
        Membership bob = channels.membership("bob", "garden").orElseThrow();
        for (int i = 1; i <= 9; i++) {
            posted("bob", "garden", new Draft("c-" + i, "hello " + i));
        }
        long fifth = logs.head("garden") - 4;
        Map<Integer, List<String>> pages = Map.of(
                1, List.of("hello 5"), 2, List.of("hello 4", "hello 5"), 3, List.of("hello 4", "hello 5", "hello 6"));
        pages.forEach(
                (limit, texts) -> assertThat(messages.around(bob, fifth, limit).messages())
                        .extracting(own -> own.message().text())
                        .isEqualTo(texts));
    }

    @Test
    void a_page_at_a_time_begins_with_what_was_said_then_or_next() {
        Membership bob = channels.membership("bob", "garden").orElseThrow();
        Instant start = clock.instant();
        Message rose = posted("bob", "garden", new Draft("c-0", "hello 0"));
        for (int i = 1; i <= 40; i++) {
            // Some at one time, some far from each other, and other events between them.
            clock.pass(Duration.ofSeconds(i % 7));
            Message hello = posted("bob", "garden", new Draft("c-" + i, "hello " + i));
            if (i % 3 == 0) {
                messages.edit("bob", hello.id(), "hello again, " + i);
            }
            if (i % 5 == 0) {
                messages.delete("bob", false, hello.id());
            }
            if (i % 4 == 0) {
                clock.pass(Duration.ofSeconds(1));
                posted("bob", "garden", new Draft("r-" + i, "reply", new Message.Reply(rose.id(), false), List.of()));
            }
        }
        List<Message> all = shown(messages.before(bob, Long.MAX_VALUE, 200));
        for (Instant time = start.minusSeconds(2); time.isBefore(clock.instant().plusSeconds(3)); ) {
            Instant asked = time;
            Message wanted = all.stream()
                    .filter(message -> !message.at().isBefore(asked))
                    .findFirst()
                    .orElse(all.getLast());
            assertThat(shown(messages.at(bob, asked, 1))).as("at %s", asked).containsExactly(wanted);
            time = time.plusMillis(500);
        }
        assertThat(shown(messages.at(bob, start, 5))).containsExactlyElementsOf(all.subList(0, 3));
        assertThat(shown(messages.at(bob, Instant.MAX, 5)))
                .containsExactlyElementsOf(all.subList(all.size() - 5, all.size()));
    }

    @Test
    void a_time_is_found_in_few_looks_and_nowhere_where_nothing_was_said() {
        Membership ann = channels.membership("ann", "cellar").orElseThrow();
        assertThat(messages.at(ann, clock.instant(), 50).messages()).isEmpty();
        for (int i = 1; i <= 500; i++) {
            clock.pass(Duration.ofMillis(1));
            posted("ann", "cellar", new Draft("c-" + i, "hello " + i));
        }
        store.looks = 0;
        assertThat(shown(messages.at(ann, clock.instant().minusMillis(321), 1)))
                .extracting(Message::text)
                .containsExactly("hello 179");
        assertThat(store.looks).isLessThanOrEqualTo(10);
    }

    private static List<Message> shown(Messages.Page page) {
        return page.messages().stream().map(OwnMessage::message).toList();
    }

    @Test
    void what_was_said_before_an_edit_is_kept_for_members_until_the_message_is_deleted() {
        Message message = posted("bob", "garden", HELLO);
        clock.pass(Duration.ofMinutes(1));
        messages.edit("bob", message.id(), "hello, all");
        clock.pass(Duration.ofMinutes(1));
        messages.edit("bob", message.id(), "hello, everybody");
        assertThat(messages.history("ann", message.id()).orElseThrow())
                .containsExactly(
                        new Version("hello", message.at()),
                        new Version("hello, all", message.at().plusSeconds(60)),
                        new Version("hello, everybody", message.at().plusSeconds(120)));
        assertThat(messages.history("dora", message.id())).isEmpty();
        messages.delete("bob", false, message.id());
        assertThat(messages.history("ann", message.id())).isEmpty();
        assertThat(revisions.rows).isEmpty();
    }

    @Test
    void an_author_changes_a_message_as_long_as_the_setting_allows_and_admins_delete_it_later_too() {
        editWindow = Duration.ofMinutes(15);
        Message bobs = posted("bob", "garden", HELLO);
        clock.pass(Duration.ofMinutes(15));
        assertThat(messages.edit("bob", bobs.id(), "just in time")).isInstanceOf(ChangeResult.Changed.class);
        clock.pass(Duration.ofMillis(1));
        assertThat(messages.edit("bob", bobs.id(), "too late")).isInstanceOf(ChangeResult.NotAllowed.class);
        assertThat(messages.delete("bob", false, bobs.id())).isInstanceOf(ChangeResult.NotAllowed.class);
        assertThat(messages.delete("ann", false, bobs.id())).isInstanceOf(ChangeResult.Changed.class);
        Message again = posted("bob", "garden", new Draft("c-2", "again"));
        clock.pass(Duration.ofHours(1));
        assertThat(messages.delete("bob", true, again.id())).isInstanceOf(ChangeResult.Changed.class);
    }

    @Test
    void the_fingerprint_tells_channel_and_text_apart() {
        Draft draft = new Draft("c-1", "b");
        assertThat(draft.fingerprint("a")).hasSize(64).isEqualTo(new Draft("c-2", "b").fingerprint("a"));
        assertThat(draft.fingerprint("a")).isNotEqualTo(new Draft("c-1", "").fingerprint("ab"));
        assertThat(draft.fingerprint("a")).isNotEqualTo(draft.fingerprint("b"));
    }

    @Test
    void a_file_is_said_once_and_by_who_has_uploaded_it() {
        files.hold("rose", "bob");
        Draft shown = new Draft("c-1", "", null, List.of("rose"));
        assertThat(post("ann", "garden", shown)).isEqualTo(new PostResult.NoAttachment());
        assertThat(posted("bob", "garden", shown).content().attached().json()).contains("\"id\":\"rose\"");
        assertThat(post("bob", "garden", shown)).isInstanceOf(PostResult.Repeated.class);
        assertThat(post("bob", "garden", new Draft("c-1", ""))).isEqualTo(new PostResult.Conflict());
        Draft again = new Draft("c-2", "", null, List.of("rose"));
        assertThat(post("bob", "garden", again)).isEqualTo(new PostResult.NoAttachment());
    }

    private Draft reply(String clientId, String parent) {
        return new Draft(clientId, "I agree", new Message.Reply(parent, false));
    }

    private List<OwnMessage> shown(String reader) {
        return messages.before(channels.membership(reader, "garden").orElseThrow(), Long.MAX_VALUE, 50)
                .messages();
    }

    @Test
    void a_reply_stands_in_the_thread_and_not_in_the_channel() {
        Message rose = posted("ann", "garden", HELLO);
        Message reply = posted("bob", "garden", reply("c-2", rose.id()));
        Message both = posted("bob", "garden", new Draft("c-3", "all", new Message.Reply(rose.id(), true)));
        assertThat(shown("ann")).extracting(own -> own.message().id()).containsExactly(rose.id(), both.id());
        Messages.Thread thread = messages.thread("ann", rose.id(), Optional.empty(), Optional.empty(), 50)
                .orElseThrow();
        assertThat(thread.replies()).extracting(own -> own.message().id()).containsExactly(reply.id(), both.id());
        assertThat(thread.root().message().echo().thread()).isEqualTo(new ThreadFacts(2, List.of("bob"), both.at()));
    }

    @Test
    void a_reply_draws_its_author_and_that_of_the_message_into_the_thread_once() {
        Message rose = posted("ann", "garden", HELLO);
        posted("bob", "garden", reply("c-2", rose.id()));
        assertThat(logs.of("ann").getLast().body())
                .isEqualTo("{\"message\":\"" + rose.id() + "\",\"channel\":\"garden\",\"follows\":true,\"readSeq\":"
                        + rose.seq() + "}");
        assertThat(logs.of("bob").getLast().kind()).isEqualTo("thread.marked");
        int told = logs.told().size();
        posted("bob", "garden", reply("c-3", rose.id()));
        assertThat(logs.told().subList(told, logs.told().size()))
                .containsExactly("garden message.posted", "garden thread.updated");
        assertThat(threads.place("ann", rose.id()).follows()).isTrue();
    }

    @Test
    void two_replies_at_once_draw_nobody_in_twice() {
        Message rose = posted("ann", "garden", HELLO);
        logs.beforeTheNext(() -> posted("bob", "garden", reply("c-2", rose.id())));
        posted("bob", "garden", reply("c-3", rose.id()));
        assertThat(logs.told().stream().filter("ann thread.marked"::equals)).hasSize(1);
        assertThat(logs.told().stream().filter("bob thread.marked"::equals)).hasSize(1);
    }

    @Test
    void who_has_ceased_to_follow_is_not_drawn_in_again() {
        Message rose = posted("ann", "garden", HELLO);
        threads.follow(channels.membership("ann", "garden").orElseThrow(), rose.id(), false);
        threads.follow(channels.membership("bob", "garden").orElseThrow(), rose.id(), true);
        threads.follow(channels.membership("bob", "garden").orElseThrow(), rose.id(), false);
        posted("bob", "garden", reply("c-2", rose.id()));
        assertThat(threads.place("bob", rose.id()).follows()).isFalse();
        assertThat(threads.place("ann", rose.id()).follows()).isTrue();
    }

    @Test
    void a_reply_that_is_deleted_is_one_less_and_its_author_stays_a_participant() {
        Message rose = posted("ann", "garden", HELLO);
        Message reply = posted("bob", "garden", reply("c-2", rose.id()));
        messages.delete("bob", false, reply.id());
        assertThat(logs.of("garden").getLast().kind()).isEqualTo("thread.updated");
        assertThat(messages.find("ann", rose.id())
                        .orElseThrow()
                        .message()
                        .echo()
                        .thread())
                .isEqualTo(new ThreadFacts(0, List.of("bob"), reply.at()));
    }

    @Test
    void there_is_no_reply_to_a_reply_nor_to_what_is_elsewhere_or_gone() {
        Message rose = posted("ann", "garden", HELLO);
        Message wine = posted("ann", "cellar", new Draft("c-2", "wine"));
        Message reply = posted("bob", "garden", reply("c-3", rose.id()));
        Message tulip = posted("ann", "garden", new Draft("c-4", "tulip"));
        messages.delete("ann", false, tulip.id());
        int told = logs.told().size();
        for (String parent : List.of(reply.id(), wine.id(), tulip.id(), "nowhere")) {
            assertThat(post("bob", "garden", reply("c-5", parent))).isEqualTo(new PostResult.NoParent());
        }
        assertThat(logs.told()).hasSize(told);
        messages.delete("ann", false, rose.id());
        assertThat(post("bob", "garden", reply("c-6", rose.id()))).isInstanceOf(PostResult.Posted.class);
    }

    @Test
    void a_repeated_reply_is_the_first_one_and_elsewhere_it_is_another() {
        Message rose = posted("ann", "garden", HELLO);
        Message tulip = posted("ann", "garden", new Draft("c-2", "tulip"));
        Message reply = posted("bob", "garden", reply("c-3", rose.id()));
        assertThat(post("bob", "garden", reply("c-3", rose.id())))
                .isEqualTo(new PostResult.Repeated(new OwnMessage(reply, "c-3")));
        assertThat(post("bob", "garden", reply("c-3", tulip.id()))).isEqualTo(new PostResult.Conflict());
        assertThat(post("bob", "garden", new Draft("c-3", "I agree"))).isEqualTo(new PostResult.Conflict());
        assertThat(messages.find("bob", rose.id())
                        .orElseThrow()
                        .message()
                        .echo()
                        .thread()
                        .count())
                .isOne();
    }

    @Test
    void a_reaction_is_told_once_and_taken_back_once() {
        Message rose = posted("ann", "garden", HELLO);
        int told = logs.told().size();
        assertThat(messages.react("bob", rose.id(), "👍")).isInstanceOf(ChangeResult.Changed.class);
        messages.react("bob", rose.id(), "👍");
        messages.react("ann", rose.id(), "👍");
        assertThat(messages.find("ann", rose.id())
                        .orElseThrow()
                        .message()
                        .echo()
                        .reactions())
                .containsExactly(new Message.Reaction("👍", List.of("bob", "ann")));
        messages.unreact("bob", rose.id(), "👍");
        messages.unreact("bob", rose.id(), "👍");
        messages.unreact("ann", rose.id(), "🎉");
        assertThat(logs.told().subList(told, logs.told().size()))
                .containsExactly("garden reaction.added", "garden reaction.added", "garden reaction.removed");
        assertThat(messages.find("ann", rose.id())
                        .orElseThrow()
                        .message()
                        .echo()
                        .reactions())
                .containsExactly(new Message.Reaction("👍", List.of("ann")));
    }

    @Test
    void only_members_react_and_not_to_what_is_gone_or_archived() {
        Message rose = posted("ann", "garden", HELLO);
        assertThat(messages.react("dora", rose.id(), "👍")).isEqualTo(new ChangeResult.NotThere());
        archive(true);
        assertThat(messages.react("bob", rose.id(), "👍")).isInstanceOf(ChangeResult.NotAllowed.class);
        archive(false);
        messages.react("bob", rose.id(), "👍");
        messages.delete("ann", false, rose.id());
        assertThat(messages.react("bob", rose.id(), "🎉")).isEqualTo(new ChangeResult.NotThere());
        assertThat(messages.find("bob", rose.id())
                        .orElseThrow()
                        .message()
                        .echo()
                        .reactions())
                .isEmpty();
    }

    @Test
    void a_pin_is_told_once_and_taken_away_once_by_any_member() {
        Message rose = posted("ann", "garden", HELLO);
        Message tulip = posted("ann", "garden", new Draft("c-2", "tulip"));
        int told = logs.told().size();
        assertThat(messages.pin("bob", rose.id())).isInstanceOf(ChangeResult.Changed.class);
        messages.pin("ann", rose.id());
        messages.pin("ann", tulip.id());
        Membership ann = channels.membership("ann", "garden").orElseThrow();
        assertThat(messages.pinned(ann).messages())
                .extracting(own -> own.message().id())
                .containsExactly(tulip.id(), rose.id());
        assertThat(messages.find("ann", rose.id())
                        .orElseThrow()
                        .message()
                        .echo()
                        .pin())
                .isEqualTo(new Message.Pin(clock.instant(), "bob"));
        messages.unpin("ann", rose.id());
        messages.unpin("ann", rose.id());
        assertThat(logs.told().subList(told, logs.told().size()))
                .containsExactly("garden message.pinned", "garden message.pinned", "garden message.unpinned");
        messages.delete("ann", false, tulip.id());
        assertThat(messages.pinned(ann).messages()).isEmpty();
        assertThat(logs.of("garden").getLast().body()).doesNotContain("pinned");
    }

    @Test
    void only_members_pin_and_not_what_is_gone_or_archived() {
        Message rose = posted("ann", "garden", HELLO);
        assertThat(messages.pin("dora", rose.id())).isEqualTo(new ChangeResult.NotThere());
        archive(true);
        assertThat(messages.pin("bob", rose.id())).isInstanceOf(ChangeResult.NotAllowed.class);
        archive(false);
        messages.delete("ann", false, rose.id());
        assertThat(messages.pin("bob", rose.id())).isEqualTo(new ChangeResult.NotThere());
    }

    @Test
    void so_many_pins_in_one_channel_are_enough() {
        for (int i = 0; i < Pins.MOST; i++) {
            Message message = posted("ann", "garden", new Draft("c-" + i, "rose " + i));
            assertThat(messages.pin("bob", message.id())).isInstanceOf(ChangeResult.Changed.class);
        }
        Message more = posted("ann", "garden", new Draft("more", "one more"));
        assertThat(messages.pin("bob", more.id())).isInstanceOf(ChangeResult.Full.class);
    }

    @Test
    void so_many_different_emoji_are_enough() {
        Message rose = posted("ann", "garden", HELLO);
        for (int i = 0; i < Reactions.MOST_EMOJI; i++) {
            assertThat(messages.react("bob", rose.id(), "e" + i)).isInstanceOf(ChangeResult.Changed.class);
        }
        assertThat(messages.react("bob", rose.id(), "one more")).isInstanceOf(ChangeResult.Full.class);
        assertThat(messages.react("ann", rose.id(), "e7")).isInstanceOf(ChangeResult.Changed.class);
    }

    @Test
    void a_message_says_whom_it_names_until_it_is_edited_or_deleted() {
        Message message = posted("bob", "garden", new Draft("c-1", "@Carl, @nobody, @here and @channel: `@ann`"));
        assertThat(message.content().mentions()).containsExactly("carl", "here", "channel");
        assertThat(logs.of("garden").getLast().body()).contains("\"mentions\":[\"carl\",\"here\",\"channel\"]");
        assertThat(mentions.rows(message.id())).containsExactlyInAnyOrder("carl", "@");
        assertThat(logs.batched())
                .contains("INSERT INTO mention (user_id, channel_id, seq, message_id) VALUES (?, ?, ?, ?)");
        messages.edit("bob", message.id(), "@ann");
        assertThat(mentions.rows(message.id())).containsExactly("ann");
        assertThat(messages.find("ann", message.id())
                        .orElseThrow()
                        .message()
                        .content()
                        .mentions())
                .containsExactly("ann");
        messages.delete("bob", false, message.id());
        assertThat(mentions.rows(message.id())).isEmpty();
    }

    @Test
    void a_reply_draws_the_members_whom_it_names_into_the_thread_and_no_outsider() {
        world.channel(Kind.PUBLIC, "porch", "ann", "bob", "carl");
        Message rose = posted("ann", "porch", HELLO);
        Message reply =
                posted("bob", "porch", new Draft("c-2", "@carl @dora @channel", new Message.Reply(rose.id(), false)));
        assertThat(reply.content().mentions()).containsExactly("carl", "dora", "channel");
        assertThat(logs.told()).contains("carl thread.marked").doesNotContain("dora thread.marked");
        assertThat(threads.place("carl", rose.id()).readSeq()).isEqualTo(reply.seq() - 1);
    }

    @Test
    void a_posting_asks_for_its_authors_names_only() {
        Membership bob = channels.membership("bob", "garden").orElseThrow();
        Posting posting = new Posting(
                store, threads, mentions.mentions(), files.attachments(), bob, HELLO, List.of(), Set.of(), "m1", "f");
        assertThat(posting.questions()).isEqualTo(Map.of(store.sent(), Set.of("c-1 bob")));
        assertThat(posting.logs()).containsExactly("garden");
    }
}
