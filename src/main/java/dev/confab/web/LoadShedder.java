package dev.confab.web;

import dev.confab.ops.Schema;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * How many requests may ask the database something at a time. A slow one would soon have all of the container's threads and
 * all connections of the pool: then nobody gets an answer, not those who want a page, not those who ask for the node's
 * health, not even those who could be told to come again; and nothing is written, for the writer needs a connection too.
 *
 * <p>Who finds no place waits a moment: in a burst that the node can cope with there will be one. Who has waited in vain
 * knows that this is no burst, and from then on all others are refused at once, until half of the places are free.
 */
@ApplicationScoped
public class LoadShedder {
    /** So the pool has connections left for those who need no place: the writer, the feeds of the sockets, the node's health. */
    static final int AT_ONCE = Schema.CONNECTIONS * 3 / 5;

    /**
     * Who shakes hands has places of its own, and few: when thousands come at once, each that is being let in takes its share of the
     * processors from the threads that write and deliver for those who are in.
     */
    static final int HANDSHAKES = Math.min(2 * Runtime.getRuntime().availableProcessors(), Schema.CONNECTIONS / 5);

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final int atOnce;
    private final Semaphore places;
    private final Duration patience;
    private volatile boolean isOverloaded;

    @Inject
    private MetricRegistry metrics;

    private Counter refused;
    private LoadShedder handshakes;

    protected LoadShedder() { // the container makes a proxy by it
        this(AT_ONCE, PATIENCE, null);
    }

    LoadShedder(int atOnce, Duration patience, MetricRegistry metrics) {
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
        this.metrics = metrics;
    }

    @PostConstruct
    void measure() {
        metrics.gauge("confab_requests_under_way", () -> atOnce - places.availablePermits());
        refused = metrics.counter("confab_requests_shed");
        handshakes = new LoadShedder(Math.min(HANDSHAKES, Math.max(1, atOnce / 2)), patience, metrics);
        handshakes.refused = refused;
        metrics.gauge("confab_handshakes_under_way", () -> handshakes.atOnce - handshakes.places.availablePermits());
    }

    /** The one for those who open a socket. */
    LoadShedder handshakes() {
        return handshakes;
    }

    /** Whether there was a place, which is then to be given back. Waits for one and a half seconds at most. */
    boolean enter() {
        if (places.tryAcquire()) {
            if (isOverloaded && places.availablePermits() >= atOnce / 2) {
                isOverloaded = false;
            }
            return true;
        }
        if (!isOverloaded && awaitPlace()) {
            return true;
        }
        refused.inc();
        return false;
    }

    private boolean awaitPlace() {
        try {
            boolean isIn = places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!isIn) {
                isOverloaded = true;
            }
            return isIn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        places.release();
    }
}
