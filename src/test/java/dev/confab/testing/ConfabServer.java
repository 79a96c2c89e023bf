package dev.confab.testing;

import dev.confab.run.NotStarted;
import dev.confab.run.Payara;
import dev.confab.run.Ports;
import dev.confab.run.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A running Confab: a Payara process with the WAR of this build, on a free port of the loopback address. It ends with this
 * JVM at the latest. Not for use by several threads at once, but for {@link #baseUri}.
 */
public final class ConfabServer implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(?<bytes>\\d+)");

    private final Payara.Options options;
    private Payara payara;

    private ConfabServer(Payara.Options options) {
        this.options = options;
    }

    /** How a server shall be; each method says one thing and gives the setup back. */
    public static final class Setup {

        private final String name;
        private final Map<String, String> settings = new TreeMap<>();
        private final Map<String, String> environment = new TreeMap<>();
        private final List<String> jvm =
                new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        private int port = Ports.free();
        private Path war = Built.war();

        private Setup(String name) {
            this.name = name;
        }

        public Setup database(Database database) {
            settings.putAll(database.settings());
            return this;
        }

        /** A setting of Confab, such as {@code confab.limits.sends}. */
        public Setup setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Whose users may say as much as they can. */
        public Setup withoutFloodLimits() {
            return setting("confab.limits.sends", "100000000").setting("confab.limits.burst", "100000000");
        }

        /** Another WAR than that of this build. */
        public Setup war(Path other) {
            war = other;
            return this;
        }

        public Setup port(int fixed) {
            port = fixed;
            return this;
        }

        /** Another option of the JVM; a later one wins over an earlier one. */
        public Setup jvm(String option) {
            jvm.add(option);
            return this;
        }

        /** What its process finds in its environment beside what this one has. */
        public Setup environment(Map<String, String> more) {
            environment.putAll(more);
            return this;
        }

        /** Several settings of Confab. */
        public Setup settings(Map<String, String> more) {
            settings.putAll(more);
            return this;
        }

        /** For measurements: both compilers, as in production, at the price of a slower start. */
        public Setup asInProduction() {
            jvm.removeIf(option -> option.startsWith("-XX"));
            return this;
        }

        /** Starts it and waits until it is ready. */
        public ConfabServer start() {
            var folder = Built.servers()
                    .resolve(ProcessHandle.current().pid() + "-" + name + "-" + NUMBERS.incrementAndGet());
            var data = folder.resolve("data");
            settings.putIfAbsent("confab.data.dir", data.toString());
            try {
                Files.createDirectories(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var server = new ConfabServer(new Payara.Options(
                    Built.payara(),
                    Built.bootCommands(),
                    folder.resolve("domain"),
                    war,
                    Built.logs().resolve(folder.getFileName() + ".log"),
                    "127.0.0.1",
                    port,
                    Ports.freeBut(port),
                    settings,
                    jvm,
                    environment));
            server.launch();
            return server;
        }
    }

    /** A setup with the standard settings and H2. The name is for its log file. */
    public static Setup named(String name) {
        return new Setup(name);
    }

    /** For example {@code http://localhost:40123/}. */
    public URI baseUri() {
        return payara.uri();
    }

    public int port() {
        return options.port();
    }

    /** A setting that it was started with, such as {@code confab.db.url}; null when it has the standard value. */
    public String setting(String key) {
        return options.settings().get(key);
    }

    /** The value of one of its own metrics, such as {@code confab_connections}. */
    public double metric(String name) {
        return metric(baseUri(), name);
    }

    /** The same of a server that somebody else has started. */
    public static double metric(URI server, String name) {
        var metrics = server.resolve("/metrics?scope=application");
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(metrics)
                                    .timeout(ANSWER_LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What the load balancer is told: 200 when it is ready for people. */
    public int readiness() {
        var ready = HttpRequest.newBuilder(baseUri().resolve("/health/ready"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            return HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Changes with each start. */
    public long pid() {
        return payara.handle().pid();
    }

    public boolean isAlive() {
        return payara.handle().isAlive();
    }

    /** What it has said, over all its starts. */
    public Path log() {
        return options.log();
    }

    /** Everything that it writes down while it runs: files, and folders of them. */
    public List<Path> written() {
        return List.of(log(), options.domain().resolve("logs"));
    }

    /** Ends it without a word. */
    public void kill9() {
        try {
            payara.kill();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks it to end in good order, as a deploy does, and waits until it has. */
    public void stop() {
        try {
            payara.stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Only asks: what happens meanwhile is the test's matter. */
    public void sigterm() {
        payara.handle().destroy();
    }

    /** Stops it if it runs, and starts it on the same port and data. */
    public void restart() {
        stop();
        launch();
    }

    /** It takes no step until {@link #thaw}, like a paused virtual machine or a very long garbage collection. */
    public void freeze() {
        command("kill", "-STOP", Long.toString(pid()));
    }

    public void thaw() {
        command("kill", "-CONT", Long.toString(pid()));
    }

    /** Bytes of live objects, after a full collection. */
    public long heapInUse() {
        var total = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("jcmd has another way of saying it now");
        }
        return Long.parseLong(total.group("bytes"));
    }

    /** Its threads, virtual ones left out. */
    public long threads() {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.contains("\" #") || line.contains(" nid="))
                .count();
    }

    private String jcmd(String what) {
        return command(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), what);
    }

    /** Ends it and removes what it has left, but for its log. */
    @Override
    public void close() {
        if (isAlive()) {
            command("kill", "-CONT", Long.toString(pid()));
        }
        stop();
        try {
            Trees.delete(options.domain().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() {
        try {
            payara = Payara.start(options);
            payara.awaitReady(START_LIMIT);
        } catch (NotStarted e) {
            payara.close(); // it may run on, without the application
            throw new UncheckedIOException(e.getMessage() + " (log: " + options.log() + ")", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage() + " (log: " + options.log() + ")", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String command(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
