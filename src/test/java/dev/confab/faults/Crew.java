package dev.confab.faults;

import dev.confab.testing.History;
import dev.confab.testing.Person;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The clients of one row, whose doings are all in one history. */
final class Crew implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final History history = new History();
    private final List<Client> clients = new ArrayList<>();
    private final List<Talker> talkers = new ArrayList<>();

    private record Talker(Client client, List<String> places, Person whoDismisses) {}

    /** What a client shall be. */
    record Part(
            String name,
            Person person,
            List<URI> ways,
            int receiveBuffer,
            Client.Neglect neglect,
            List<String> places,
            Person host) {}

    static Crew connect(List<Part> parts, long seed) {
        var crew = new Crew();
        try (var threads = Executors.newFixedThreadPool(CONNECTING_AT_ONCE)) {
            var number = seed;
            List<Callable<Talker>> connecting = new ArrayList<>();
            for (var part : parts) {
                var own = ++number;
                connecting.add(() -> new Talker(
                        new Client(
                                part.name, part.person, part.ways, part.receiveBuffer, part.neglect, crew.history, own),
                        part.places,
                        part.host));
            }
            for (var connected : threads.invokeAll(connecting)) {
                crew.talkers.add(connected.get());
                crew.clients.add(connected.get().client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("not all clients could connect", e.getCause());
        }
        return crew;
    }

    void talk(double actsPerSecond) {
        talkers.forEach(one -> one.client.talk().begin(one.places, actsPerSecond / talkers.size(), one.whoDismisses));
    }

    void beQuiet() {
        clients.forEach(client -> client.talk().stop());
    }

    History history() {
        return history;
    }

    List<Client> clients() {
        return clients;
    }

    /** The highest seq of each channel that any of them has heard. */
    Map<String, Long> heads() {
        var heads = new HashMap<String, Long>();
        clients.forEach(client -> client.live().cursors().forEach((log, seq) -> heads.merge(log, seq, Math::max)));
        return heads;
    }

    boolean isLevel(Map<String, Long> heads) {
        return clients.stream().allMatch(client -> isLevel(client, heads));
    }

    private static boolean isLevel(Client client, Map<String, Long> heads) {
        return client.live().isOpen()
                && client.live().cursors().entrySet().stream()
                        .allMatch(cursor -> cursor.getValue() >= heads.getOrDefault(cursor.getKey(), 0L));
    }

    /** Fails with the first thing that anybody was answered and should not have been. */
    void mustNotHaveFailed() {
        clients.stream()
                .flatMap(client -> client.talk().failures().stream())
                .findFirst()
                .ifPresent(failure -> {
                    throw new AssertionError("what no answer may be", failure);
                });
    }

    /** How often somebody was told to load a channel afresh. */
    int resets() {
        return clients.stream()
                .mapToInt(client -> client.live().frames("reset").size())
                .sum();
    }

    /** How long clients were away, each time, in seconds, in order. */
    List<Double> absences() {
        return clients.stream()
                .flatMap(client -> client.absences().stream())
                .sorted()
                .toList();
    }

    /** How many connections have ended with a close frame of this code. */
    long closedWith(int code) {
        return clients.stream()
                .flatMap(client -> client.codes().stream())
                .filter(each -> each == code)
                .count();
    }

    int unanswered() {
        return clients.stream().mapToInt(Client::unanswered).sum();
    }

    /** Whether all are answered and level within the limit; heads may move meanwhile. */
    boolean settles(Duration limit) {
        return holds(limit, () -> clients.stream().allMatch(Client::isAnswered) && isLevel(heads()));
    }

    /** Whether the condition comes true within the limit. It is dear, and so asked ten times a second.  */
    static boolean holds(Duration limit, BooleanSupplier condition) {
        var begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        // Together: one that comes back just now takes its time.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.forEach(client -> threads.submit(client::close));
        }
    }
}
