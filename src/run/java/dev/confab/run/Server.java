package dev.confab.run;

import java.io.IOException;
import java.time.Duration;

/** A process that was started and serves, or is about to. */
interface Server {

    /** The process that serves. */
    ProcessHandle handle();

    /** Waits until it serves, at most this long. */
    void awaitReady(Duration limit) throws IOException, InterruptedException;

    /** Asks it to end and waits; one that has not gone after the limit is killed. Harmless when it has gone already. */
    void stop(Duration limit) throws InterruptedException;
}
