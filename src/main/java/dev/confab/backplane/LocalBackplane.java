package dev.confab.backplane;

import dev.confab.event.Entry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Where there is one node alone: it tells itself. */
public final class LocalBackplane implements Backplane {
    private final List<Consumer<List<Entry>>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Entry>>> ownFollowers = new CopyOnWriteArrayList<>();
    private final Map<String, Ear> ears = new ConcurrentHashMap<>();

    @Override
    public void publish(List<Entry> committed) {
        ownFollowers.forEach(follower -> follower.accept(committed));
        deliver(committed);
    }

    /** What another node has published. */
    void deliver(List<Entry> committed) {
        followers.forEach(follower -> follower.accept(committed));
    }

    /** What another node signals; a word that nobody knows is of a later version. */
    void hear(String node, String topic, String word, String text) {
        Ear ear = ears.get(word);
        if (ear != null) {
            ear.hear(node, topic, text);
        }
    }

    @Override
    public void followOwn(Consumer<List<Entry>> follower) {
        ownFollowers.add(follower);
    }

    @Override
    public void signal(String topic, String word, String text) {
        // There is nobody else.
    }

    @Override
    public void heed(String word, Ear ear) {
        ears.put(word, ear);
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
