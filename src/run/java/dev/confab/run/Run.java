package dev.confab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code mvn -Prun} ends in: a running Confab, until Ctrl-C.
 *
 * <p>Settings of its own, beside those of the server: {@code confab.port} (8080), {@code confab.address} (127.0.0.1, this
 * machine only), {@code confab.data.dir} (data), {@code confab.heap} (1g).
 */
public final class Run {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    /** Properties of that prefix that are about the build and no settings. */
    private static final Set<String> OF_THE_BUILD =
            Set.of("confab.build", "confab.spa", "confab.format", "confab.format.skip");

    private final Path project;
    private final Path build;
    private final Path payara;
    private final Map<String, String> settings;

    /** Once it is, the end of Payara is nothing to complain of: Ctrl-C reaches both of us. */
    private volatile boolean isStopping;

    private Run(Path project, Path build, Path payara, Map<String, String> settings) {
        this.project = project;
        this.build = build;
        this.payara = payara;
        this.settings = settings;
    }

    /** Arguments: the project's folder, the build's folder, the folder of Payara, the file of the settings. */
    public static void main(String[] args) throws InterruptedException {
        try {
            new Run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), settings(Path.of(args[3]))).run();
        } catch (NotStarted e) {
            System.err.println(e.log());
            fail(e.getMessage());
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    private void run() throws IOException, InterruptedException {
        var port = Integer.parseInt(settings.getOrDefault("confab.port", "8080"));
        var address = settings.getOrDefault("confab.address", "127.0.0.1");
        if (!Ports.isFree(address, port)) {
            fail("port " + port + " is taken. Choose another one: mvn -Prun -Dconfab.port=" + (port + 1));
        }
        var log = build.resolve("logs").resolve(port + ".log");
        Files.deleteIfExists(log);
        var data = dataFolder(port);
        settings.put("confab.data.dir", data.path().toAbsolutePath().toString());
        var heap = "-Xmx" + settings.getOrDefault("confab.heap", "1g");
        var server = Payara.start(new Payara.Options(
                payara,
                project.resolve("docker"),
                build.resolve("domains").resolve(Integer.toString(port)),
                build.resolve("confab.war"),
                log,
                address,
                port,
                Ports.freeBut(port),
                settings,
                List.of(heap)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        // Where Maven is killed and has no time to stop us, its end is ours.
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));

        say("starting Payara with JDK " + Runtime.version().feature() + ", log in " + project.relativize(log));
        try {
            server.awaitReady(START_LIMIT);
        } catch (NotStarted e) {
            server.close();
            if (!isStopping) {
                throw e;
            }
        }
        if (isStopping) {
            // A Payara that is stopped while it starts says that it is ready, for a moment.
            return;
        }
        System.out.println();
        System.out.println("Confab is ready at " + server.uri());
        System.out.println("Payara's admin console, on this machine only: " + server.adminUri());
        System.out.println("Data in " + settings.get("confab.data.dir") + ". Ctrl-C stops it.");
        var ended = server.handle().onExit().join();
        data.release();
        if (!isStopping) {
            fail("Payara (process " + ended.pid() + ") has ended by itself. Its log: " + log);
        }
    }

    private DataFolder dataFolder(int port) throws IOException {
        var named = settings.getOrDefault("confab.data.dir", System.getenv("CONFAB_DATA_DIR"));
        var folder = project.resolve(named == null ? "data" : named);
        if (settings.containsKey("confab.db.url") || System.getenv("CONFAB_DB_URL") != null) {
            return DataFolder.shared(folder);
        }
        var own = DataFolder.take(folder);
        if (own.isEmpty() && named == null) {
            var other = project.resolve("data-" + port);
            say(folder + " is in use by another Confab, so this one keeps its data in " + other);
            own = DataFolder.take(other);
        }
        return own.orElseThrow(() ->
                new IOException("the data folder is in use by another Confab; name another: -Dconfab.data.dir=..."));
    }

    private void stop(Payara server) {
        isStopping = true;
        if (!server.handle().isAlive()) {
            return;
        }
        say("stopping");
        try {
            server.stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The settings as Maven wrote them down. They may hold a password, so the file does not stay. */
    static Map<String, String> settings(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Files.delete(file);
        properties.keySet().removeAll(OF_THE_BUILD);
        var settings = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    static void say(String line) {
        System.out.println("Confab: " + line);
    }

    static void fail(String line) {
        System.err.println();
        System.err.println("Confab: " + line);
        System.exit(1);
    }
}
