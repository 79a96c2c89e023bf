package dev.confab.backplane;

import dev.confab.event.Entry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands committed events to whoever delivers them, on this node and on the others. May be late, may repeat, may swap, may
 * lose: a follower orders by seq and reads the log where something is missing.
 */
public interface Backplane {

    /** Only enqueues: a follower must not make the log's writer wait. */
    void publish(List<Entry> committed);

    /** All that this node publishes, and what others publish on the logs that it listens to. */
    void follow(Consumer<List<Entry>> follower);

    /** From now on, or soon, this node hears what others write on the log. Does not wait. */
    void listen(String log);

    /** The opposite of {@link #listen}. Does not wait. */
    void leave(String log);
}
