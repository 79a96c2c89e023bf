package dev.confab.pin;

import dev.confab.event.Event;
import dev.confab.event.Message.Pin;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which messages a channel keeps at hand. Whether somebody may pin is for the caller to say. */
@ApplicationScoped
public class Pins {
    /** In one channel: with more, nothing is at hand any more. */
    public static final int MOST = 100;

    @Inject
    private PinStore store;

    protected Pins() {} // the container makes a proxy by it

    Pins(PinStore store) {
        this.store = store;
    }

    /** By message; one that is not pinned is absent. */
    public Map<String, Pin> of(Collection<String> messages) {
        return store.of(messages);
    }

    /** Null for a message that is not pinned. */
    public Pin of(String message) {
        return store.of(List.of(message)).get(message);
    }

    /** Ids of messages, the newest pin first. */
    public List<String> in(String channel) {
        return store.in(channel, MOST);
    }

    /** False when the channel has {@value #MOST} already. What is pinned stays so. For the writer, with the channel's log locked. */
    public boolean add(Transaction tx, String channel, String message, String user) {
        if (of(message) != null) {
            return true;
        }
        if (in(channel).size() >= MOST) {
            return false;
        }
        tx.append(channel, user, new Event.MessagePinned(message));
        store.add(message, channel, tx.head(channel), new Pin(tx.at(), user));
        return true;
    }

    /** For the writer, with the channel's log locked. */
    public void remove(Transaction tx, String channel, String message, String user) {
        if (of(message) != null) {
            store.remove(message);
            tx.append(channel, user, new Event.MessageUnpinned(message));
        }
    }

    /** Nothing is said about a message that is gone; the event that says so is the message's own. */
    public void clear(String message) {
        store.remove(message);
    }
}
