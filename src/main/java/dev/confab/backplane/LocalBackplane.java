package dev.confab.backplane;

import dev.confab.event.Entry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Where there is one node alone: it tells itself. */
public final class LocalBackplane implements Backplane {
    private final List<Consumer<List<Entry>>> followers = new CopyOnWriteArrayList<>();

    @Override
    public void publish(List<Entry> committed) {
        followers.forEach(follower -> follower.accept(committed));
    }

    @Override
    public void follow(Consumer<List<Entry>> follower) {
        followers.add(follower);
    }

    @Override
    public void listen(String log) {
        // It hears of every log.
    }

    @Override
    public void leave(String log) {
        // It has nowhere to leave from.
    }
}
