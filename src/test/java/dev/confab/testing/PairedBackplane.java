package dev.confab.testing;

import dev.confab.backplane.Backplane;
import dev.confab.event.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The backplanes of two nodes, which tell each other at once and lose nothing, unless they are cut. */
public final class PairedBackplane implements Backplane {
    private final String node;
    private final List<Consumer<List<Entry>>> followers = new ArrayList<>();
    private final List<Consumer<List<Entry>>> ownFollowers = new ArrayList<>();
    private final Map<String, Ear> ears = new HashMap<>();
    private final Set<String> listened = new HashSet<>();
    private PairedBackplane other;
    private boolean isCut;

    private PairedBackplane(String node) {
        this.node = node;
    }

    /** Two of them. */
    public static List<PairedBackplane> pair() {
        var one = new PairedBackplane("one");
        var two = new PairedBackplane("two");
        one.other = two;
        two.other = one;
        return List.of(one, two);
    }

    /** Whether what this one says is lost. */
    public void cut(boolean on) {
        isCut = on;
    }

    @Override
    public void publish(List<Entry> committed) {
        ownFollowers.forEach(follower -> follower.accept(committed));
        followers.forEach(follower -> follower.accept(committed));
        if (!isCut) {
            other.followers.forEach(follower -> follower.accept(committed));
        }
    }

    @Override
    public void follow(Consumer<List<Entry>> follower) {
        followers.add(follower);
    }

    @Override
    public void followOwn(Consumer<List<Entry>> follower) {
        ownFollowers.add(follower);
    }

    @Override
    public void signal(String topic, String word, String text) {
        var ear = other.ears.get(word);
        if (ear != null && !isCut) {
            ear.hear(node, topic, text);
        }
    }

    @Override
    public void heed(String word, Ear ear) {
        ears.put(word, ear);
    }

    @Override
    public void listen(String log) {
        listened.add(log);
    }

    @Override
    public void leave(String log) {
        listened.remove(log);
    }

    /** The logs that it is asked for; it hears all the same. */
    public Set<String> listened() {
        return Set.copyOf(listened);
    }
}
