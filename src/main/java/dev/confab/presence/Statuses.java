package dev.confab.presence;

import dev.confab.event.Event;
import dev.confab.event.StatusFacts;
import dev.confab.log.Change;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What people say of themselves. Its end is not written down again when it comes: whoever looks knows the time. */
@ApplicationScoped
public class Statuses {
    @Inject
    private StatusStore store;

    @Inject
    private Logs logs;

    @Inject
    private Clock clock;

    protected Statuses() {} // the container makes a proxy by it

    Statuses(StatusStore store, Logs logs, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
    }

    /** As it is now. */
    public StatusFacts of(String user) {
        return stored(List.of(user)).getOrDefault(user, StatusFacts.NONE).at(clock.instant());
    }

    /** By user; what is over by now may be in it, and who has said nothing is absent. */
    Map<String, StatusFacts> stored(Collection<String> users) {
        return store.of(users);
    }

    public void say(String user, StatusFacts facts) {
        logs.appendAndWait(new Saying(store, user, facts));
    }

    private record Saying(StatusStore store, String user, StatusFacts facts) implements Change<Boolean> {
        @Override
        public Collection<String> logs() {
            return List.of(user);
        }

        @Override
        public Boolean write(Transaction tx) {
            boolean isNew = !facts.equals(store.of(List.of(user)).getOrDefault(user, StatusFacts.NONE));
            if (isNew) {
                store.put(user, facts);
                tx.append(user, user, new Event.StatusChanged(facts));
            }
            return isNew;
        }
    }
}
