package dev.confab.message;

import dev.confab.attachment.Attachments;
import dev.confab.channel.Bar;
import dev.confab.channel.Channels;
import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.event.Message;
import dev.confab.event.ThreadFacts;
import dev.confab.log.Change;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import dev.confab.log.Unavailable;
import dev.confab.mention.Mentions;
import dev.confab.ops.Settings;
import dev.confab.pin.Pins;
import dev.confab.reaction.Reactions;
import dev.confab.saved.Saved;
import dev.confab.thread.Threads;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What people say in channels. */
@ApplicationScoped
public class Messages {
    private static final int ATTEMPTS = 3;

    /** A page of a channel, oldest first; {@code head} was read before the page. */
    public record Page(List<OwnMessage> messages, long head) {}

    @Inject
    private MessageStore store;

    @Inject
    private RevisionStore revisions;

    @Inject
    private Channels channels;

    @Inject
    private Threads threads;

    @Inject
    private Reactions reactions;

    @Inject
    private Mentions mentions;

    @Inject
    private Pins pins;

    @Inject
    private Saved saved;

    @Inject
    private Attachments attachments;

    @Inject
    private Logs logs;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Resource
    private ManagedExecutorService executor;

    protected Messages() {} // the container makes a proxy by it

    Messages(
            MessageStore store,
            RevisionStore revisions,
            Channels channels,
            Threads threads,
            Reactions reactions,
            Mentions mentions,
            Pins pins,
            Saved saved,
            Attachments attachments,
            Logs logs,
            Settings settings,
            Clock clock,
            ManagedExecutorService executor) {
        this.store = store;
        this.revisions = revisions;
        this.channels = channels;
        this.threads = threads;
        this.reactions = reactions;
        this.mentions = mentions;
        this.pins = pins;
        this.saved = saved;
        this.attachments = attachments;
        this.logs = logs;
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * The stage completes after the commit, never before. A repeat learns its first result, also when its author may
     * not post there any more. It fails with {@link Unavailable} when rights in the channel change all the time.
     */
    public CompletionStage<PostResult> post(String user, String channel, Draft draft) {
        return post(user, channel, draft, channels.presumedMembership(user, channel), 1);
    }

    private CompletionStage<PostResult> post(
            String user, String channel, Draft draft, Optional<Membership> membership, int attempt) {
        if (membership.isEmpty()) {
            return CompletableFuture.completedFuture(repeat(user, channel, draft)
                    .orElseGet(() -> {
                        boolean isPublic = channels.visible(user, channel).isPresent();
                        return isPublic ? new PostResult.NotMember() : new PostResult.NotThere();
                    }));
        }
        PostResult refusal = refusal(membership.get());
        if (refusal != null) {
            return attempt > 1
                    ? CompletableFuture.completedFuture(
                            repeat(user, channel, draft).orElse(refusal))
                    : post(user, channel, draft, channels.membership(user, channel), attempt + 1);
        }
        return post(membership.get(), draft).thenCompose(outcome -> switch (outcome) {
            case Posting.Outcome.Posted(Message message) ->
                CompletableFuture.completedFuture(new PostResult.Posted(new OwnMessage(message, draft.clientId())));
            // The rest reads the database: not on the thread that answers for the log.
            case Posting.Outcome.SentBefore(MessageStore.Sent first) ->
                CompletableFuture.supplyAsync(() -> repeat(user, channel, draft, first), executor);
            case Posting.Outcome.NoParent() -> CompletableFuture.completedFuture(new PostResult.NoParent());
            case Posting.Outcome.NoAttachment() -> CompletableFuture.completedFuture(new PostResult.NoAttachment());
            case Posting.Outcome.Stale() ->
                attempt == ATTEMPTS
                        ? CompletableFuture.failedFuture(restless())
                        : CompletableFuture.supplyAsync(
                                        () -> post(
                                                user, channel, draft, channels.membership(user, channel), attempt + 1),
                                        executor)
                                .thenCompose(Function.identity());
        });
    }

    /** What is said against anything being said there by this member; null for nothing. */
    private static PostResult refusal(Membership author) {
        if (author.isArchived()) {
            return new PostResult.Archived();
        }
        return author.bar() == Bar.NONE ? null : new PostResult.Barred(author.bar());
    }

    private CompletionStage<Posting.Outcome> post(Membership author, Draft draft) {
        List<String> named = mentions.in(draft.text());
        Set<String> newFollowers = draft.reply() == null ? Set.of() : newFollowers(author, draft.reply(), named);
        return logs.append(new Posting(
                store,
                threads,
                mentions,
                attachments,
                author,
                draft,
                named,
                newFollowers,
                Ids.next(),
                draft.fingerprint(author.channel())));
    }

    /** Who is drawn into a thread by a reply to it; whether there is such a thread is for the writer to see. */
    private Set<String> newFollowers(Membership author, Message.Reply reply, List<String> named) {
        return threads.root(reply.parent())
                .map(root -> {
                    Set<String> concerned =
                            new TreeSet<>(channels.membersAmong(author.channel(), Mentions.people(named)));
                    concerned.addAll(List.of(author.user(), root.author()));
                    return threads.strangers(root.id(), concerned, author.user());
                })
                .orElseGet(Set::of);
    }

    // To be asked after the membership: what was written before it ended can be seen by now.
    private Optional<PostResult> repeat(String user, String channel, Draft draft) {
        return store.sentBefore(user, draft.folded()).map(first -> repeat(user, channel, draft, first));
    }

    private PostResult repeat(String user, String channel, Draft draft, MessageStore.Sent first) {
        if (!first.fingerprint().equals(draft.fingerprint(channel))) {
            return new PostResult.Conflict();
        }
        // Who has left learns what the ack said, and not what became of the message since.
        Message message = channels.membership(user, channel)
                .flatMap(member -> store.find(first.id()))
                .map(row -> row.message(echo(row)))
                .orElseGet(() -> new Message(
                        first.id(),
                        channel,
                        first.seq(),
                        user,
                        new Message.Content(draft.text(), mentions.in(draft.text())),
                        draft.reply(),
                        first.at(),
                        null,
                        null,
                        Message.Echo.NONE));
        return new PostResult.Repeated(new OwnMessage(message, draft.clientId()));
    }

    /** By its author alone, as long as the setting allows. */
    public ChangeResult edit(String user, String id, String text) {
        Message.Content content = new Message.Content(text, mentions.in(text));
        return change(
                user,
                id,
                (row, membership) -> {
                    if (!row.author().equals(user)) {
                        return "only the author may edit";
                    }
                    return membership.bar() == Bar.NONE
                            ? tooLate(row)
                            : membership.bar().why();
                },
                (row, tx) -> {
                    revisions.add(row.id(), row.lastSaid(), row.version());
                    row.edit(content, tx.at(), tx.head(row.channel()) + 1);
                    mentions.replace(row.channel(), row.firstSaid(), row.id(), content.mentions());
                    say(tx, user, row, Event.MessageEdited::new);
                    return new ChangeResult.Changed(shown(row, user));
                });
    }

    /** By its author as long as the setting allows, or by those who look after the channel or the workspace. */
    public ChangeResult delete(String user, boolean isWorkspaceAdmin, String id) {
        return change(
                user,
                id,
                (row, membership) -> {
                    if (isWorkspaceAdmin
                            || membership.role().isAdministrative()
                                    && !membership.kind().isPersonal()) {
                        return null;
                    }
                    return row.author().equals(user)
                            ? tooLate(row)
                            : "only the author and the channel's admins may delete";
                },
                (row, tx) -> {
                    row.delete(tx.at());
                    reactions.clear(row.id());
                    mentions.clear(row.id());
                    revisions.clear(row.id());
                    pins.clear(row.id());
                    saved.clear(row.id());
                    attachments.discardAllOf(tx, row.id());
                    Message tombstone = row.message(echo(row, tx));
                    // The log must not tell latecomers what the message said.
                    tx.redact(row.channel(), row.firstSaid(), row.lastSaid(), row.id(), tombstone);
                    say(tx, user, row, Event.MessageDeleted::new);
                    if (row.parent() != null) {
                        threads.lose(tx, row.parent(), user);
                    }
                    return new ChangeResult.Changed(new OwnMessage(tombstone, null));
                });
    }

    /** What is said against a change by the author; null for nothing. */
    private String tooLate(MessageRow row) {
        return settings.editWindow()
                .filter(window -> clock.instant().isAfter(row.postedAt().plus(window)))
                .map(window -> "the time for changes is over")
                .orElse(null);
    }

    private ChangeResult change(
            String user,
            String id,
            BiFunction<MessageRow, Membership, String> objection,
            BiFunction<MessageRow, Transaction, ChangeResult> doing) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<MessageRow> seen = store.find(id);
            Optional<Membership> membership = seen.flatMap(row -> channels.membership(user, row.channel()));
            if (membership.isEmpty()) {
                return new ChangeResult.NotThere();
            }
            if (membership.get().isArchived()) {
                return new ChangeResult.NotAllowed("the channel is archived");
            }
            String no = objection.apply(seen.get(), membership.get());
            if (no != null) {
                return new ChangeResult.NotAllowed(no);
            }
            Optional<ChangeResult> result = logs.appendAndWait(
                    new Changing(membership.get(), id, seen.get().parent(), doing));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw restless();
    }

    // Not "there is no such channel": whoever asks is still in it.
    private static Unavailable restless() {
        return new Unavailable("rights in the channel change faster than can be looked at", null);
    }

    /** Empty when the membership may have ended meanwhile. */
    private final class Changing implements Change<Optional<ChangeResult>> {
        private final Membership membership;
        private final String id;
        private final String parent;
        private final BiFunction<MessageRow, Transaction, ChangeResult> doing;

        Changing(
                Membership membership,
                String id,
                String parent,
                BiFunction<MessageRow, Transaction, ChangeResult> doing) {
            this.membership = membership;
            this.id = id;
            this.parent = parent;
            this.doing = doing;
        }

        @Override
        public Collection<String> logs() {
            return List.of(membership.channel());
        }

        @Override
        public Map<Lookup<?>, Set<String>> questions() {
            return Map.of(threads.roots(), parent == null ? Set.of(id) : Set.of(id, parent));
        }

        @Override
        public Optional<ChangeResult> write(Transaction tx) {
            if (tx.isFencedAfter(membership.channel(), membership.asOf())) {
                return Optional.empty();
            }
            Optional<MessageRow> row = store.find(id);
            return Optional.of(
                    row.isEmpty() || row.get().isDeleted() ? new ChangeResult.NotThere() : doing.apply(row.get(), tx));
        }
    }

    private void say(Transaction tx, String actor, MessageRow row, Function<Message, Event> event) {
        // An edited message is the author's own still; of a deleted one nothing is left but its place.
        String clientId = row.isDeleted() ? null : row.clientId();
        tx.append(row.channel(), actor, clientId, seq -> event.apply(row.message(echo(row, tx))));
    }

    // Replies of the same group are not in the table yet.
    private Message.Echo echo(MessageRow row, Transaction tx) {
        return new Message.Echo(reactions.of(row.id()), threads.facts(tx, row.id()), pins.of(row.id()));
    }

    /** By any member; {@code emoji} in its canonical spelling. */
    public ChangeResult react(String user, String id, String emoji) {
        return change(
                user,
                id,
                (row, membership) -> membership.bar().why(),
                (row, tx) -> answer(reactions.add(tx, row.channel(), id, emoji, user), row, user));
    }

    public ChangeResult unreact(String user, String id, String emoji) {
        return change(
                user,
                id,
                (row, membership) -> null,
                (row, tx) -> answer(reactions.remove(tx, row.channel(), id, emoji, user), row, user));
    }

    /** By any member. */
    public ChangeResult pin(String user, String id) {
        return change(
                user,
                id,
                (row, membership) -> membership.bar().why(),
                (row, tx) -> pins.add(tx, row.channel(), id, user)
                        ? new ChangeResult.Changed(shown(row, user))
                        : new ChangeResult.Full("pins in one channel"));
    }

    /** By any member, whoever has pinned it. */
    public ChangeResult unpin(String user, String id) {
        return change(user, id, (row, membership) -> membership.bar().why(), (row, tx) -> {
            pins.remove(tx, row.channel(), id, user);
            return new ChangeResult.Changed(shown(row, user));
        });
    }

    /** The newest pin first. */
    public Page pinned(Membership reader) {
        long head = logs.settledHead(reader.channel());
        List<String> ids = pins.in(reader.channel());
        Map<String, MessageRow> rows = new HashMap<>();
        store.findAll(ids).forEach(row -> rows.put(row.id(), row));
        return page(
                reader,
                head,
                ids.stream().map(rows::get).filter(Objects::nonNull).toList());
    }

    private ChangeResult answer(Reactions.Outcome outcome, MessageRow row, String user) {
        return outcome == Reactions.Outcome.FULL
                ? new ChangeResult.Full("different emoji under one message")
                : new ChangeResult.Changed(shown(row, user));
    }

    public Optional<OwnMessage> find(String user, String id) {
        return store.find(id)
                .filter(row -> channels.membership(user, row.channel()).isPresent())
                .map(row -> shown(row, user));
    }

    /** What the message has said, the oldest first, and what it says now as the last. Nothing remains of a deleted one. */
    public Optional<List<Version>> history(String user, String id) {
        return store.find(id)
                .filter(row -> channels.membership(user, row.channel()).isPresent() && !row.isDeleted())
                .map(row -> {
                    List<Version> versions = new ArrayList<>(revisions.before(id, row.lastSaid()));
                    versions.add(row.version());
                    return versions;
                });
    }

    /** Whether it is there, and this user is in its channel. */
    public boolean isReadable(String user, String id) {
        return store.find(id)
                .filter(row -> !row.isDeleted())
                .filter(row -> channels.membership(user, row.channel()).isPresent())
                .isPresent();
    }

    public Page before(Membership reader, long seq, int limit) {
        long head = logs.settledHead(reader.channel());
        return page(reader, head, store.before(reader.channel(), seq, limit).reversed());
    }

    public Page after(Membership reader, long seq, int limit) {
        long head = logs.settledHead(reader.channel());
        return page(reader, head, store.after(reader.channel(), seq, limit));
    }

    /** As many before {@code seq} as from it on, and of an odd limit one more from it on. */
    public Page around(Membership reader, long seq, int limit) {
        long head = logs.settledHead(reader.channel());
        int below = limit / 2;
        List<MessageRow> rows = new ArrayList<>();
        if (below > 0) {
            rows.addAll(store.before(reader.channel(), seq, below).reversed());
        }
        rows.addAll(store.after(reader.channel(), seq - 1, limit - below));
        return page(reader, head, rows);
    }

    /** Around the first message that was said at {@code time} or later; where nothing was, the last page. */
    public Page at(Membership reader, Instant time, int limit) {
        String channel = reader.channel();
        long seq = store.placeAt(channel, time, logs.settledHead(channel));
        return store.after(channel, seq - 1, 1).isEmpty()
                ? before(reader, Long.MAX_VALUE, limit)
                : around(reader, seq, limit);
    }

    /** A message that is no reply, with what was said about it; true as of {@code head}. */
    public record Thread(OwnMessage root, List<OwnMessage> replies, long head) {}

    /** Replies directly below {@code before}, or above {@code after}; one of them is given. */
    public Optional<Thread> thread(String user, String id, Optional<Long> before, Optional<Long> after, int limit) {
        return rootReader(user, id).flatMap(reader -> {
            long head = logs.settledHead(reader.channel());
            return store.find(id).map(row -> {
                List<MessageRow> rows = after.map(seq -> store.repliesAfter(id, seq, limit))
                        .orElseGet(() -> store.repliesBefore(id, before.orElse(Long.MAX_VALUE), limit)
                                .reversed());
                return new Thread(shown(row, user), shown(rows, user), head);
            });
        });
    }

    /** The reader's membership in the channel of a message that is no reply. */
    public Optional<Membership> rootReader(String user, String id) {
        return store.find(id)
                .filter(row -> row.parent() == null)
                .flatMap(row -> channels.membership(user, row.channel()));
    }

    /** Everything that was said on the log after {@code seq}, replies and tombstones too, for what follows every log. */
    public List<Message> allOf(String channel, long seq, int limit) {
        return shown(store.allOf(channel, seq, limit), "").stream()
                .map(OwnMessage::message)
                .toList();
    }

    /** These, as they are now, with what others made of them: for what follows every log. */
    public List<Message> allWith(Collection<String> ids) {
        return shown(store.findAll(ids), "").stream().map(OwnMessage::message).toList();
    }

    /** Of these, the ones in channels that the user is in; in their order. */
    public List<OwnMessage> findAll(String user, List<String> ids) {
        Map<String, MessageRow> rows = new HashMap<>();
        store.findAll(ids).forEach(row -> rows.put(row.id(), row));
        Set<String> mine = Set.copyOf(channels.followedBy(user));
        return shown(
                ids.stream()
                        .map(rows::get)
                        .filter(row -> row != null && mine.contains(row.channel()))
                        .toList(),
                user);
    }

    private Page page(Membership reader, long head, List<MessageRow> rows) {
        return new Page(shown(rows, reader.user()), head);
    }

    private List<OwnMessage> shown(List<MessageRow> rows, String reader) {
        List<String> ids = rows.stream().map(MessageRow::id).toList();
        Map<String, List<Message.Reaction>> reacted = reactions.of(ids);
        Map<String, ThreadFacts> replied = threads.facts(ids);
        Map<String, Message.Pin> pinned = pins.of(ids);
        return rows.stream()
                .map(row -> own(
                        row,
                        new Message.Echo(
                                reacted.getOrDefault(row.id(), List.of()), replied.get(row.id()), pinned.get(row.id())),
                        reader))
                .toList();
    }

    private OwnMessage shown(MessageRow row, String reader) {
        return own(row, echo(row), reader);
    }

    private Message.Echo echo(MessageRow row) {
        return new Message.Echo(
                reactions.of(row.id()), threads.facts(List.of(row.id())).get(row.id()), pins.of(row.id()));
    }

    private static OwnMessage own(MessageRow row, Message.Echo echo, String reader) {
        boolean isOwn = row.author().equals(reader) && !row.isDeleted();
        return new OwnMessage(row.message(echo), isOwn ? row.clientId() : null);
    }
}
