package dev.confab.saved;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/** What people have put aside. That they may see it is for the caller to know. */
@ApplicationScoped
public class Saved {
    /** For one user. */
    public static final int MOST = 2_000;

    /** {@code seq} is the place on the user's log at which it was put aside. */
    public record One(String message, long seq) {}

    @Inject
    private SavedStore store;

    @Inject
    private Logs logs;

    protected Saved() {} // the container makes a proxy by it

    Saved(SavedStore store, Logs logs) {
        this.store = store;
        this.logs = logs;
    }

    /** False when the user has {@value #MOST} already. What is put aside stays where it is. */
    public boolean add(String user, String message, String channel) {
        return logs.appendAndWait(new Moving(store, user, message, channel, true));
    }

    public void remove(String user, String message, String channel) {
        logs.appendAndWait(new Moving(store, user, message, channel, false));
    }

    /** For the writer: nothing is said about a message that is gone; the event that says so is the message's own. */
    public void clear(String message) {
        store.clear(message);
    }

    /** In channels that the user is in; the newest first, below {@code before}. */
    public List<One> newest(String user, long before, int limit) {
        return store.newest(user, before, limit);
    }

    private record Moving(SavedStore store, String user, String message, String channel, boolean isWanted)
            implements Change<Boolean> {
        @Override
        public Collection<String> logs() {
            return List.of(user);
        }

        @Override
        public Boolean write(Transaction tx) {
            if (store.has(user, message) == isWanted) {
                return true;
            }
            if (!isWanted) {
                store.remove(user, message);
                tx.append(user, user, new Event.MessageUnsaved(message, channel));
                return true;
            }
            if (store.count(user) >= MOST) {
                return false;
            }
            tx.append(user, user, new Event.MessageSaved(message, channel));
            store.add(user, message, channel, tx.head(user));
            return true;
        }
    }
}
