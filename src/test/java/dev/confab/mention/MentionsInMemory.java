package dev.confab.mention;

import dev.confab.account.Accounts;
import dev.confab.log.Transaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Mentions without a database. A username is also the id of its owner. */
public final class MentionsInMemory {
    private final Map<String, Set<String>> rows = new HashMap<>();
    private final Mentions mentions;

    public MentionsInMemory(String... people) {
        mentions = new Mentions(new InMemory(), new Accounts() {
            @Override
            public Map<String, String> named(Collection<String> usernames) {
                return Arrays.stream(people)
                        .filter(usernames::contains)
                        .collect(Collectors.toMap(Function.identity(), Function.identity()));
            }
        });
    }

    public Mentions mentions() {
        return mentions;
    }

    /** Whom a message names, and {@code @} for everybody. */
    public Set<String> rows(String message) {
        return rows.getOrDefault(message, Set.of());
    }

    private final class InMemory extends MentionStore {
        @Override
        void add(Transaction tx, String user, String channel, long seq, String message) {
            super.add(tx, user, channel, seq, message);
            if (!rows.computeIfAbsent(message, ignored -> new HashSet<>()).add(user)) {
                throw new IllegalStateException("there is such a row already");
            }
        }

        @Override
        void replace(Collection<String> users, String channel, long seq, String message) {
            rows.put(message, Set.copyOf(users));
        }

        @Override
        void clear(String message) {
            rows.remove(message);
        }
    }
}
