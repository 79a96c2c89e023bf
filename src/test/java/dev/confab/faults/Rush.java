package dev.confab.faults;

import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who post by HTTP, straight to the nodes, so many a second whatever the answers are, and each post once. What
 * they do is in the crew's history; here is how long they waited.
 */
final class Rush implements AutoCloseable {
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;
    private static final int NOT_FOUND = 404;

    private final Run run;
    private final String more;
    private final Random random = new Random(23);
    private final ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Double> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger withoutAnswer = new AtomicInteger();
    private final Thread pace;
    private volatile boolean isOver;

    private Rush(Run run, double perSecond, String more) {
        this.run = run;
        this.more = more;
        this.pace = Thread.ofVirtual().name("rush").start(() -> {
            var begun = System.nanoTime();
            for (var number = 0; !isOver; number++) {
                run.pause(Math.max(0, number / perSecond - (System.nanoTime() - begun) / 1e9));
                begin(number);
            }
        });
    }

    static Rush begin(Run run, double perSecond) {
        return new Rush(run, perSecond, "");
    }

    /** Of messages that are so much longer. */
    static Rush begin(Run run, double perSecond, int characters) {
        return new Rush(run, perSecond, " and on".repeat(characters / 7));
    }

    private void begin(int number) {
        var who = random.nextInt(run.town().people().size());
        var places = run.town().placesOf(who);
        var node = run.rig()
                .nodes()
                .get(number % run.rig().nodes().size())
                .server()
                .baseUri();
        var person = run.town().people().get(who).by(node);
        posts.incrementAndGet();
        posting.submit(() -> post(person, places.get(number % places.size()), "in the rush " + number + more));
    }

    private void post(Person person, String channel, String text) {
        var clientId = UUID.randomUUID().toString();
        var history = run.crew().history();
        history.sending(clientId, channel, text);
        var begun = System.nanoTime();
        try {
            var reply = person.tryPost(channel, clientId, text);
            switch (reply.status()) {
                case UNAVAILABLE -> {
                    refusals.add((System.nanoTime() - begun) / 1e9);
                    history.unknown(clientId);
                }
                case BROKEN -> {
                    broken.incrementAndGet();
                    history.unknown(clientId);
                }
                case NOT_FOUND -> history.refused(clientId); // out of the channel for a moment
                default -> history.acked(clientId, Wire.number(reply.expect(201).json(), "seq"));
            }
        } catch (UncheckedIOException e) {
            withoutAnswer.incrementAndGet();
            history.unknown(clientId);
        } catch (AssertionError | RuntimeException e) {
            run.failedWith(e);
            history.unknown(clientId);
        }
    }

    int posts() {
        return posts.get();
    }

    /** How many were told that it is not possible now. */
    int refused() {
        return refusals.size();
    }

    /** How many were told that the server has no answer: what nobody had thought of. */
    int broken() {
        return broken.get();
    }

    /** How many were told nothing, or by a connection that broke. */
    int withoutAnswer() {
        return withoutAnswer.get();
    }

    /** In seconds, of those that were refused; 0 if none was. */
    double refusalP99() {
        return Probe.p99(refusals);
    }

    /** Ends it, and waits until all have their answers. */
    void end() {
        isOver = true;
        try {
            pace.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        posting.close();
    }

    @Override
    public void close() {
        end();
    }
}
