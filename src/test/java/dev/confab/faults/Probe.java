package dev.confab.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks each node for one page again and again, four times a second at most, and takes the time. */
final class Probe implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final List<Double> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Thread> asking;
    private volatile boolean isOver;

    private Probe(List<URI> pages) {
        asking = pages.stream()
                .map(page -> Thread.ofVirtual().name("probe of " + page).start(() -> ask(page)))
                .toList();
    }

    static Probe of(List<Node> nodes, String path) {
        return new Probe(nodes.stream()
                .map(node -> node.server().baseUri().resolve(path))
                .toList());
    }

    private void ask(URI page) {
        var request = HttpRequest.newBuilder(page).timeout(LIMIT).build();
        while (!isOver) {
            var begun = System.nanoTime();
            try {
                var status = HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                answers.add((System.nanoTime() - begun) / 1e9);
                if (status != 200) {
                    failures.incrementAndGet();
                }
            } catch (IOException e) {
                failures.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** How many answers were not 200, or did not come in time. */
    int failures() {
        return failures.get();
    }

    /** In seconds; of those who were answered. */
    double p99() {
        return p99(answers);
    }

    /** 0 of nothing. */
    static double p99(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, (int) (0.99 * sorted.size())));
    }

    @Override
    public void close() {
        isOver = true;
        asking.forEach(Thread::interrupt);
    }
}
