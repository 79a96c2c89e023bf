package dev.confab.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * When the container has started this application. Until then no thread of ours should load classes from a library for the first
 * time, as those of the search and of the backplane do: at the end of the start the container closes the libraries' files
 * (payara/Payara #693, #4378), and a class whose initializer finds one closed cannot be used until the next start. It tells nobody
 * that it is done, so the stack of the thread that starts us is looked at.
 */
@ApplicationScoped
public class Startup {
    private static final String STARTING = "org.apache.catalina.core.StandardContext";
    /** Whatever the container calls it: what waits for us must not wait for ever. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Inject
    private Clock clock;

    private final String starting;
    private Thread starter;
    private Instant begunAt;
    private boolean isOver;

    protected Startup() { // the container makes a proxy by it
        this.starting = STARTING;
    }

    Startup(Clock clock, String starting) {
        this.clock = clock;
        this.starting = starting;
    }

    synchronized void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        begunAt = clock.instant();
        starter = Thread.currentThread();
    }

    public synchronized boolean isOver() {
        if (!isOver && starter != null) {
            isOver = Arrays.stream(starter.getStackTrace())
                            .noneMatch(frame -> frame.getClassName().equals(starting))
                    || Duration.between(begunAt, clock.instant()).compareTo(LIMIT) > 0;
            if (isOver) {
                starter = null;
            }
        }
        return isOver;
    }
}
