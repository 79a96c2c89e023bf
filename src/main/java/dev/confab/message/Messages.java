package dev.confab.message;

import dev.confab.channel.Channel;
import dev.confab.channel.Channels;
import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.event.Message;
import dev.confab.log.Change;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import dev.confab.log.Unavailable;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private Channels channels;

    @Inject
    private Logs logs;

    @Resource
    private ManagedExecutorService executor;

    protected Messages() {} // the container makes a proxy by it

    Messages(MessageStore store, Channels channels, Logs logs, ManagedExecutorService executor) {
        this.store = store;
        this.channels = channels;
        this.logs = logs;
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
        if (membership.get().isArchived()) {
            return attempt > 1
                    ? CompletableFuture.completedFuture(
                            repeat(user, channel, draft).orElseGet(PostResult.Archived::new))
                    : post(user, channel, draft, channels.membership(user, channel), attempt + 1);
        }
        return post(membership.get(), draft).thenCompose(outcome -> switch (outcome) {
            case Posting.Outcome.Posted(Message message) ->
                CompletableFuture.completedFuture(new PostResult.Posted(new OwnMessage(message, draft.clientId())));
            // The rest reads the database: not on the thread that answers for the log.
            case Posting.Outcome.SentBefore(MessageStore.Sent first) ->
                CompletableFuture.supplyAsync(() -> repeat(user, channel, draft, first), executor);
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

    private CompletionStage<Posting.Outcome> post(Membership author, Draft draft) {
        return logs.append(new Posting(store, author, draft, Ids.next(), draft.fingerprint(author.channel())));
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
                .map(MessageRow::message)
                .orElseGet(() ->
                        new Message(first.id(), channel, first.seq(), user, draft.text(), first.at(), null, null));
        return new PostResult.Repeated(new OwnMessage(message, draft.clientId()));
    }

    /** By its author alone. */
    public ChangeResult edit(String user, String id, String text) {
        return change(
                user,
                id,
                (row, membership) -> row.author().equals(user) ? null : "only the author may edit",
                (row, tx) -> {
                    row.edit(text, tx.at(), tx.head(row.channel()) + 1);
                    return new Event.MessageEdited(row.message());
                });
    }

    /** By its author, or by those who look after the channel or the workspace. */
    public ChangeResult delete(String user, boolean isWorkspaceAdmin, String id) {
        return change(
                user,
                id,
                (row, membership) -> row.author().equals(user)
                                || isWorkspaceAdmin
                                || membership.role().isAdministrative() && membership.kind() != Channel.Kind.DIRECT
                        ? null
                        : "only the author and the channel's admins may delete",
                (row, tx) -> {
                    row.delete(tx.at());
                    // The log must not tell latecomers what the message said.
                    tx.redact(
                            row.channel(),
                            row.firstSaid(),
                            row.lastSaid(),
                            row.message().id(),
                            row.message());
                    return new Event.MessageDeleted(row.message());
                });
    }

    private ChangeResult change(
            String user,
            String id,
            BiFunction<MessageRow, Membership, String> objection,
            BiFunction<MessageRow, Transaction, Event> doing) {
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
            Optional<ChangeResult> result = logs.appendAndWait(new Changing(membership.get(), id, doing));
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
        private final BiFunction<MessageRow, Transaction, Event> doing;

        Changing(Membership membership, String id, BiFunction<MessageRow, Transaction, Event> doing) {
            this.membership = membership;
            this.id = id;
            this.doing = doing;
        }

        @Override
        public Collection<String> logs() {
            return List.of(membership.channel());
        }

        @Override
        public Optional<ChangeResult> write(Transaction tx) {
            if (tx.isFencedAfter(membership.channel(), membership.asOf())) {
                return Optional.empty();
            }
            Optional<MessageRow> row = store.find(id);
            if (row.isEmpty() || row.get().isDeleted()) {
                return Optional.of(new ChangeResult.NotThere());
            }
            Event event = doing.apply(row.get(), tx);
            // An edited message is the author's own still; of a deleted one nothing is left but its place.
            String clientId = row.get().isDeleted() ? null : row.get().clientId();
            tx.append(membership.channel(), membership.user(), clientId, seq -> event);
            return Optional.of(new ChangeResult.Changed(shown(row.get(), membership.user())));
        }
    }

    public Optional<OwnMessage> find(String user, String id) {
        return store.find(id)
                .filter(row -> channels.membership(user, row.channel()).isPresent())
                .map(row -> shown(row, user));
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

    private static Page page(Membership reader, long head, List<MessageRow> rows) {
        return new Page(rows.stream().map(row -> shown(row, reader.user())).toList(), head);
    }

    private static OwnMessage shown(MessageRow row, String reader) {
        return new OwnMessage(row.message(), row.author().equals(reader) && !row.isDeleted() ? row.clientId() : null);
    }
}
