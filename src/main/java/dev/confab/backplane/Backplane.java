package dev.confab.backplane;

import dev.confab.event.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Hands committed events to whoever delivers them. May be late, may repeat, may swap, may lose: a follower orders by
 * seq and reads the log where something is missing.
 */
@ApplicationScoped
public class Backplane {
    private final List<Consumer<List<Entry>>> followers = new CopyOnWriteArrayList<>();

    /** Only enqueues: a follower must not make the log's writer wait. */
    public void publish(List<Entry> committed) {
        followers.forEach(follower -> follower.accept(committed));
    }

    public void follow(Consumer<List<Entry>> follower) {
        followers.add(follower);
    }
}
