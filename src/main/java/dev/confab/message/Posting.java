package dev.confab.message;

import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.event.Message;
import dev.confab.log.Change;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One new message. The same {@code clientId} again finds the first one. */
record Posting(MessageStore store, Membership author, Draft draft, String id, String fingerprint)
        implements Change<Posting.Outcome> {

    /** What the writer saw. */
    sealed interface Outcome {
        record Posted(Message message) implements Outcome {}

        record SentBefore(MessageStore.Sent first) implements Outcome {}

        /** The membership that was presented may have ended: look again. */
        record Stale() implements Outcome {}
    }

    @Override
    public Collection<String> logs() {
        return List.of(author.channel());
    }

    @Override
    public Map<Lookup<?>, Set<String>> questions() {
        return Map.of(store.sent(), Set.of(key()));
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
        Message[] posted = new Message[1];
        tx.append(author.channel(), author.user(), draft.clientId(), seq -> {
            posted[0] = new Message(id, author.channel(), seq, author.user(), draft.text(), tx.at(), null, null);
            return new Event.MessagePosted(posted[0]);
        });
        store.add(tx, posted[0], draft, fingerprint);
        tx.remember(store.sent(), key(), new MessageStore.Sent(id, posted[0].seq(), tx.at(), fingerprint));
        return new Outcome.Posted(posted[0]);
    }
}
