package dev.confab.log;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Something that shall happen once, whole or not at all: rows of state together with the events that tell of them.
 *
 * <p>The writer calls {@link #write} with the heads of {@link #logs} locked. It may call it again, in a new
 * transaction, when a group had to be rolled back: a change keeps nothing from one call to the next.
 *
 * @param <R> what the caller learns after the commit; an expected refusal is such a value, not an exception
 */
public interface Change<R> {

    /** The logs that are written; those that exist are locked in the order of their ids. */
    Collection<String> logs();

    R write(Transaction tx);

    /** What this change must know first, by lookup the keys to look for: one query for all that the group asks of it. */
    default Map<Lookup<?>, Set<String>> questions() {
        return Map.of();
    }

    /** Whether it cannot even be tried before its {@link #questions} are answered. */
    default boolean isToBeLookedUp() {
        return false;
    }

    /**
     * Whether {@link #write} uses nothing of the database but the transaction that it is given: no JPA. A group of such
     * changes is spared what JTA costs. And where nothing in it {@link #isToBeLookedUp}, it is first written as if the
     * heads were where this node has left them and no lookup had found anything. So what it makes of either must be
     * something to write: then a head that has moved, or a unique key, refuses it, and it is written once more by what
     * is there.
     */
    default boolean isPlain() {
        return false;
    }
}
