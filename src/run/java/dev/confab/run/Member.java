package dev.confab.run;

import java.io.IOException;
import java.time.Duration;

/** One server of a cluster, which may be started more than once. Only its handle is for other threads too. */
public final class Member {

    /** Starts the server's process and returns at once. */
    interface Starter {
        Server start() throws IOException, InterruptedException;
    }

    private final String name;
    private final Starter starter;
    private volatile Server server;

    Member(String name, Starter starter) {
        this.name = name;
        this.starter = starter;
    }

    public String name() {
        return name;
    }

    /** Its process, which is another one after each start. */
    public ProcessHandle handle() {
        return server.handle();
    }

    Server server() {
        return server;
    }

    /** Starts it, after the end of the one that was there. */
    public void start() throws IOException, InterruptedException {
        stop(Duration.ZERO);
        server = starter.start();
    }

    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        server.awaitReady(limit);
    }

    /** Asks it to end and returns at once. */
    void leave() {
        if (server != null) {
            server.handle().destroy();
        }
    }

    /** Asks it to end and waits; one that has not gone after the limit is killed. Harmless where there is none. */
    public void stop(Duration limit) throws InterruptedException {
        if (server != null) {
            server.stop(limit);
        }
    }
}
