package dev.confab.contract;

import dev.confab.testing.History;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.World;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Several people in the same channels, each with several devices, whose doings are all written down. */
final class Crowd {

    private final World world;
    private final History history;
    private final List<Person> people = new ArrayList<>();
    private final List<Live> lives = new ArrayList<>();

    Crowd(World world, History history, int size) {
        this.world = world;
        this.history = history;
        for (var i = 0; i < size; i++) {
            people.add(world.signUp("person" + i));
        }
    }

    List<Person> people() {
        return people;
    }

    /** A new channel with everybody in it, begun by the first of them. */
    String channel(String name) {
        var channel = people.getFirst().createChannel(name);
        people.stream().skip(1).forEach(person -> person.join(channel));
        return channel;
    }

    /** All clients that have been connected so far. */
    List<Live> lives() {
        return lives;
    }

    /** Connects more clients, so many for each of the people. */
    List<Live> connect(int each) {
        return connectBy(world.server(), each);
    }

    /** The same by way of another address, see {@link Person#by}. */
    List<Live> connectBy(URI way, int each) {
        var connected = new ArrayList<Live>();
        for (var person : people) {
            for (var i = 0; i < each; i++) {
                var live = world.live(person.by(way));
                lives.add(live);
                history.follow("client " + lives.size(), live);
                connected.add(live);
            }
        }
        return connected;
    }

    /** Everybody does it at the same time. Gives what is still going on. */
    static <T> Future<?> begin(List<T> doers, Consumer<T> doing) {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var all = doers.stream()
                .map(doer -> executor.submit(() -> doing.accept(doer)))
                .toList();
        executor.shutdown();
        return Executors.newVirtualThreadPerTaskExecutor().submit(() -> {
            all.forEach(Crowd::end);
        });
    }

    /** Waits until it is done; fails as it failed. */
    static void end(Future<?> doing) {
        try {
            doing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Error error ? error : new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static <T> void together(List<T> doers, Consumer<T> doing) {
        end(begin(doers, doing));
    }

    /** Waits until every client has heard all of a channel; who has been cut since comes back for it, as every client does. */
    void hearAll(String channel) {
        var head = people.getFirst().channel(channel).getJsonNumber("head").longValue();
        lives.stream().filter(live -> !live.isOpen()).forEach(Talker::comeBack);
        lives.forEach(live -> live.await("all of it", one -> one.cursor(channel) >= head));
    }
}
