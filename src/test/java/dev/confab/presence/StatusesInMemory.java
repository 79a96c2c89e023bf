package dev.confab.presence;

import dev.confab.event.StatusFacts;
import dev.confab.log.Logs;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What people say of themselves, without a database. */
final class StatusesInMemory {
    private final Map<String, StatusFacts> said = new HashMap<>();
    private int reads;

    Statuses statuses(Logs logs, Clock clock) {
        return new Statuses(new InMemory(), logs, clock);
    }

    int reads() {
        return reads;
    }

    private final class InMemory extends StatusStore {
        @Override
        Map<String, StatusFacts> of(Collection<String> users) {
            reads++;
            Map<String, StatusFacts> found = new HashMap<>(said);
            found.keySet().retainAll(users);
            return found;
        }

        @Override
        void put(String user, StatusFacts facts) {
            said.put(user, facts);
        }
    }
}
