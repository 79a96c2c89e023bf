package dev.confab.bench;

import dev.confab.run.Payara;
import dev.confab.run.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Confab server as it is deployed, but for the limits that keep a single user from being a load. */
final class ServerUnderLoad implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Map<String, String> LIFTED = Map.of(
            "confab.limits.sends", "100000000",
            "confab.limits.burst", "100000000",
            "confab.limits.sockets-per-user", "1000");

    /** What the build has made; its folder holds the WAR and takes the server's files. */
    record Made(Path payara, Path bootCommands, Path build) {}

    private final Payara server;
    private final int port;

    private ServerUnderLoad(Payara server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param name of its files
     * @param database the server's settings for its database; none for H2
     * @param jvm options of its JVM
     */
    static ServerUnderLoad start(String name, Made made, Map<String, String> database, List<String> jvm)
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(made.build().resolve("servers"));
        var settings = new HashMap<>(LIFTED);
        settings.putAll(database);
        settings.put(
                "confab.data.dir", Files.createTempDirectory(folder, "data-").toString());
        int port = Ports.free();
        var server = Payara.start(new Payara.Options(
                made.payara(),
                made.bootCommands(),
                folder.resolve("domain-" + name),
                made.build().resolve("confab.war"),
                folder.resolve(name + ".log"),
                "127.0.0.1",
                port,
                Ports.freeBut(port),
                settings,
                jvm));
        try {
            server.awaitReady(START_LIMIT);
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return new ServerUnderLoad(server, port);
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return server.handle();
    }

    @Override
    public void close() {
        server.close();
    }
}
