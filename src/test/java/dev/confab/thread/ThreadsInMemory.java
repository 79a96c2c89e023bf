package dev.confab.thread;

import dev.confab.event.ThreadFacts;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Threads without a database, under messages that somebody else keeps. */
public final class ThreadsInMemory {
    private final Map<String, ThreadFacts> facts = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Function<String, Optional<Root>> messages;
    private final Threads threads;

    /** {@code messages}: a message as a root without replies, by its id. */
    public ThreadsInMemory(LogsInMemory logs, Function<String, Optional<Root>> messages) {
        this.messages = messages;
        InMemory store = new InMemory();
        threads = new Threads(store, logs);
        logs.answerBy(store.roots());
        logs.answerBy(store.known());
    }

    public Threads threads() {
        return threads;
    }

    private final class InMemory extends ThreadStore {
        private final Lookup<Root> roots = (ids, db) -> {
            Map<String, Root> found = new HashMap<>();
            ids.forEach(id -> root(id).ifPresent(root -> found.put(id, root)));
            return found;
        };

        private final Lookup<Boolean> known = (keys, db) -> {
            Map<String, Boolean> found = new HashMap<>();
            keys.stream().filter(places::containsKey).forEach(key -> found.put(key, true));
            return found;
        };

        @Override
        Lookup<Root> roots() {
            return roots;
        }

        @Override
        Lookup<Boolean> known() {
            return known;
        }

        @Override
        Optional<Root> root(String id) {
            return messages.apply(id)
                    .map(root -> new Root(
                            id, root.channel(), root.author(), root.isReply(), root.isDeleted(), facts.get(id), false));
        }

        @Override
        void put(Transaction tx, String root, boolean isNew) {
            if (isNew == facts.containsKey(root)) {
                throw new IllegalStateException("the row would be written in the wrong way");
            }
            facts.put(root, tx.found(roots, root).facts());
        }

        @Override
        void add(Transaction tx, String root, String channel, String user, long readSeq) {
            if (places.put(ThreadStore.key(root, user), new Place(root, true, readSeq)) != null) {
                throw new IllegalStateException("there is such a row already");
            }
        }

        @Override
        Set<String> strangers(String root, Collection<String> users, String author) {
            Set<String> strangers = new LinkedHashSet<>(users);
            strangers.removeIf(user -> places.containsKey(ThreadStore.key(root, user)));
            return strangers;
        }

        @Override
        Map<String, ThreadFacts> facts(Collection<String> roots) {
            Map<String, ThreadFacts> found = new HashMap<>(facts);
            found.keySet().retainAll(roots);
            return found;
        }

        @Override
        Optional<Place> place(String root, String user) {
            return Optional.ofNullable(places.get(ThreadStore.key(root, user)));
        }

        @Override
        void put(String root, String channel, String user, Place place, boolean isNew) {
            places.put(ThreadStore.key(root, user), place);
        }
    }
}
