package dev.confab.reaction;

import dev.confab.event.Message.Reaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reactions without a database. */
public final class ReactionsInMemory {
    private record Row(String message, String emoji, String user) {}

    private final List<Row> rows = new ArrayList<>();

    public Reactions reactions() {
        return new Reactions(new InMemory());
    }

    private final class InMemory extends ReactionStore {
        @Override
        Map<String, List<Reaction>> of(Collection<String> messages) {
            Map<String, Map<String, List<String>>> found = new HashMap<>();
            rows.stream()
                    .filter(row -> messages.contains(row.message()))
                    .forEach(row -> found.computeIfAbsent(row.message(), ignored -> new LinkedHashMap<>())
                            .computeIfAbsent(row.emoji(), ignored -> new ArrayList<>())
                            .add(row.user()));
            Map<String, List<Reaction>> reactions = new HashMap<>();
            found.forEach((message, byEmoji) -> reactions.put(
                    message,
                    byEmoji.entrySet().stream()
                            .map(one -> new Reaction(one.getKey(), one.getValue()))
                            .toList()));
            return reactions;
        }

        @Override
        void add(String message, String emoji, String user, long seq) {
            rows.add(new Row(message, emoji, user));
        }

        @Override
        void remove(String message, String emoji, String user) {
            rows.remove(new Row(message, emoji, user));
        }

        @Override
        void clear(String message) {
            rows.removeIf(row -> row.message().equals(message));
        }
    }
}
