package dev.confab.backplane;

import dev.confab.event.Entry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands committed events to whoever delivers them, on this node and on the others. May be late, may repeat, may swap, may
 * lose: a follower orders by seq and reads the log where something is missing.
 */
public interface Backplane {

    /** The topic of what all nodes hear. */
    String NODES = "nodes";

    /** Hears a signal. Must not wait. */
    @FunctionalInterface
    interface Ear {
        /** @param node which one says it, by a name that it has for as long as it runs */
        void hear(String node, String topic, String text);
    }

    /** Only enqueues: a follower must not make the log's writer wait. */
    void publish(List<Entry> committed);

    /** All that this node publishes, and what others publish on the logs that it listens to. */
    void follow(Consumer<List<Entry>> follower);

    /** All that this node publishes itself. */
    void followOwn(Consumer<List<Entry>> follower);

    /**
     * Something that is kept nowhere and may be lost, to the other nodes that listen to the topic: a log, or {@link
     * #NODES}. Only enqueues.
     */
    void signal(String topic, String word, String text);

    /** What other nodes signal by this word; one listener a word. */
    void heed(String word, Ear ear);

    /** From now on, or soon, this node hears what others write on the log. Does not wait. */
    void listen(String log);

    /** The opposite of {@link #listen}. Does not wait. */
    void leave(String log);
}
