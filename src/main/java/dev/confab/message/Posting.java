package dev.confab.message;

import dev.confab.attachment.Attachments;
import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.event.FileFacts;
import dev.confab.event.Message;
import dev.confab.log.Change;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import dev.confab.mention.Mentions;
import dev.confab.thread.Root;
import dev.confab.thread.Threads;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One new message. The same {@code clientId} again finds the first one.
 *
 * @param named whom the text mentions
 * @param newFollowers of the thread, for a reply
 */
record Posting(
        MessageStore store,
        Threads threads,
        Mentions mentions,
        Attachments attachments,
        Membership author,
        Draft draft,
        List<String> named,
        Set<String> newFollowers,
        String id,
        String fingerprint)
        implements Change<Posting.Outcome> {

    /** What the writer saw. */
    sealed interface Outcome {
        record Posted(Message message) implements Outcome {}

        record SentBefore(MessageStore.Sent first) implements Outcome {}

        /** The membership that was presented may have ended: look again. */
        record Stale() implements Outcome {}

        /** What is replied to is not there, or may not be replied to. */
        record NoParent() implements Outcome {}

        /** A file is not there, or not the author's to attach. */
        record NoAttachment() implements Outcome {}
    }

    @Override
    public Collection<String> logs() {
        return Stream.concat(Stream.of(author.channel()), newFollowers.stream()).toList();
    }

    @Override
    public Map<Lookup<?>, Set<String>> questions() {
        Map<Lookup<?>, Set<String>> questions = new HashMap<>(Map.of(store.sent(), Set.of(key())));
        if (draft.reply() != null) {
            questions.putAll(threads.questions(draft.reply().parent(), newFollowers));
        }
        if (!draft.attachments().isEmpty()) {
            questions.put(attachments.there(), Set.copyOf(draft.attachments()));
        }
        return questions;
    }

    /** What a reply makes of its thread depends on how it is, and files must be there. */
    @Override
    public boolean isToBeLookedUp() {
        return draft.reply() != null || !draft.attachments().isEmpty();
    }

    private String key() {
        return MessageStore.key(author.user(), draft.folded());
    }

    @Override
    public boolean isPlain() {
        return true;
    }

    @Override
    public Outcome write(Transaction tx) {
        MessageStore.Sent first = tx.found(store.sent(), key());
        if (first != null) {
            return new Outcome.SentBefore(first);
        }
        if (tx.isFencedAfter(author.channel(), author.asOf())) {
            return new Outcome.Stale();
        }
        Root root = null;
        if (draft.reply() != null) {
            root = tx.found(threads.roots(), draft.reply().parent());
            if (root == null || !root.channel().equals(author.channel()) || !root.mayBeRepliedTo()) {
                return new Outcome.NoParent();
            }
        }
        Optional<List<FileFacts>> files = attachments.loose(tx, author.user(), draft.attachments());
        if (files.isEmpty()) {
            return new Outcome.NoAttachment();
        }
        Message message = append(tx, files.get());
        store.add(tx, message, draft, fingerprint);
        mentions.add(tx, message);
        tx.remember(store.sent(), key(), new MessageStore.Sent(id, message.seq(), tx.at(), fingerprint));
        attachments.attach(tx, draft.attachments(), id);
        if (root != null) {
            threads.receive(tx, root, author.user(), tx.at(), newFollowers);
        }
        return new Outcome.Posted(message);
    }

    private Message append(Transaction tx, List<FileFacts> files) {
        Message[] posted = new Message[1];
        tx.append(author.channel(), author.user(), draft.clientId(), seq -> {
            posted[0] = new Message(
                    id,
                    author.channel(),
                    seq,
                    author.user(),
                    new Message.Content(draft.text(), named, Message.Attached.of(files)),
                    draft.reply(),
                    tx.at(),
                    null,
                    null,
                    Message.Echo.NONE);
            return new Event.MessagePosted(posted[0]);
        });
        return posted[0];
    }
}
