package dev.confab.reaction;

import dev.confab.event.Event;
import dev.confab.event.Message.Reaction;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Who has reacted to what, and with which emoji. */
@ApplicationScoped
public class Reactions {
    /** More kinds of faces than anybody would look at; and a bound for what a message may grow to. */
    public static final int MOST_EMOJI = 50;

    /** What becomes of a reaction. */
    public enum Outcome {
        DONE,
        /** It is so already. */
        SAME,
        /** The message has {@value Reactions#MOST_EMOJI} different ones. */
        FULL
    }

    @Inject
    private ReactionStore store;

    protected Reactions() {} // the container makes a proxy by it

    Reactions(ReactionStore store) {
        this.store = store;
    }

    /** By message, the first emoji first; a message without any is absent. */
    public Map<String, List<Reaction>> of(Collection<String> messages) {
        return store.of(messages);
    }

    public List<Reaction> of(String message) {
        return store.of(List.of(message)).getOrDefault(message, List.of());
    }

    /** For the writer, with the channel's log locked. */
    public Outcome add(Transaction tx, String channel, String message, String emoji, String user) {
        List<Reaction> there = of(message);
        if (has(there, emoji, user)) {
            return Outcome.SAME;
        }
        if (there.size() >= MOST_EMOJI
                && there.stream().noneMatch(one -> one.emoji().equals(emoji))) {
            return Outcome.FULL;
        }
        tx.append(channel, user, new Event.ReactionAdded(message, emoji, user));
        store.add(message, emoji, user, tx.head(channel));
        return Outcome.DONE;
    }

    /** For the writer, with the channel's log locked. */
    public Outcome remove(Transaction tx, String channel, String message, String emoji, String user) {
        if (!has(of(message), emoji, user)) {
            return Outcome.SAME;
        }
        store.remove(message, emoji, user);
        tx.append(channel, user, new Event.ReactionRemoved(message, emoji, user));
        return Outcome.DONE;
    }

    /** Nothing is said about a message that is gone; the event that says so is the message's own. */
    public void clear(String message) {
        store.clear(message);
    }

    private static boolean has(List<Reaction> reactions, String emoji, String user) {
        return reactions.stream()
                .anyMatch(one -> one.emoji().equals(emoji) && one.users().contains(user));
    }
}
