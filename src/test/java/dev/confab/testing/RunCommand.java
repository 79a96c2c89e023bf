package dev.confab.testing;

import dev.confab.run.Run;
import dev.confab.run.RunCluster;
import dev.confab.run.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code mvn -Prun} ends in, started as Maven starts it, in a project's folder that is the test's own. */
public final class RunCommand implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern READY = Pattern.compile("(?m)^Confab is ready at (?<uri>\\S+)$");
    private static final Pattern ADMIN = Pattern.compile("(?m)^Payara's admin console, .*: (?<uri>\\S+)$");

    private final Path out;
    private final Path err;
    private final Process process;
    private List<ProcessHandle> servers = List.of();

    private RunCommand(Path out, Path err, Process process) {
        this.out = out;
        this.err = err;
        this.process = process;
    }

    /** A folder that holds what the command looks for in a project that has been built. */
    public static Path project() throws IOException {
        var project = Built.servers().resolve(ProcessHandle.current().pid() + "-run-" + NUMBERS.incrementAndGet());
        Files.createDirectories(project.resolve("target"));
        Files.createSymbolicLink(project.resolve("docker"), Built.bootCommands());
        Files.createSymbolicLink(project.resolve("target/confab.war"), Built.war());
        return project;
    }

    /** Removes the folder, but for what the commands and their servers have said. */
    public static void remove(Path project) throws IOException {
        Files.createDirectories(Built.logs());
        try (var files = Files.find(
                project.resolve("target"), 2, (file, what) -> file.toString().endsWith(".log"))) {
            for (var log : files.toList()) {
                var name = project.getFileName() + "-" + log.getFileName();
                Files.move(log, Built.logs().resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Trees.delete(project);
    }

    /** Starts it with settings as of Maven's command line. */
    public static RunCommand start(Path project, Map<String, String> settings) throws IOException {
        return start(Run.class, List.of(), project, settings, Map.of());
    }

    /** What {@code mvn -Pcluster} ends in, in the same way. */
    public static RunCommand startCluster(Path project, Map<String, String> settings, Map<String, String> environment)
            throws IOException {
        return start(RunCluster.class, List.of(MariaDb.UNPACKED.toString()), project, settings, environment);
    }

    private static RunCommand start(
            Class<?> main,
            List<String> more,
            Path project,
            Map<String, String> settings,
            Map<String, String> environment)
            throws IOException {
        var name = "run-" + NUMBERS.incrementAndGet();
        var build = project.resolve("target");
        var file = build.resolve(name + ".properties");
        var properties = new Properties();
        properties.putAll(settings);
        properties.putIfAbsent("confab.heap", "512m");
        try (var stream = Files.newOutputStream(file)) {
            properties.store(stream, null);
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var out = build.resolve(name + ".out.log");
        var err = build.resolve(name + ".err.log");
        // Whoever starts the tests in the background of a script has them and all their children ignore SIGINT.
        var line = new ArrayList<>(
                List.of("env", "--default-signal=INT", java.toString(), "-cp", classes(), main.getName()));
        line.addAll(List.of(project.toString(), build.toString(), Built.payara().toString()));
        line.addAll(more);
        line.add(file.toString());
        var command = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        // As for the other servers of the tests; there is no option of the command for it.
        command.environment().put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        command.environment().putAll(environment);
        return new RunCommand(out, err, command.start());
    }

    private static String classes() {
        return Path.of(Run.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    /** Waits until it has said this, and fails with all that it has said if it ends before. */
    private void awaitLine(String part) {
        Waiting.until(START_LIMIT, this::said, () -> said().contains(part) || !process.isAlive());
        if (!said().contains(part)) {
            throw new AssertionError("it has ended without a word of \"" + part + "\": " + said());
        }
        servers = process.descendants().toList();
    }

    /** Waits until it says that it is ready; gives the address that it says. */
    public URI awaitReady() {
        awaitLine("Ctrl-C stops it.");
        return uri(READY);
    }

    /** The address that it says of the admin console. */
    public URI adminUri() {
        return uri(ADMIN);
    }

    private URI uri(Pattern line) {
        var found = line.matcher(said());
        if (!found.find()) {
            throw new AssertionError("no address in " + said());
        }
        return URI.create(found.group("uri"));
    }

    /** Waits until it has started Payara, which is by far not ready. */
    public void awaitStarting() {
        awaitLine("starting Payara");
    }

    /** Waits until it has started the first node of a cluster, and so all that a node needs. */
    public void awaitStartingNodes() {
        awaitLine("starting node2");
    }

    /** The processes that it has started, and those that they have started. */
    public List<ProcessHandle> servers() {
        return servers;
    }

    /** All that it has said so far: first what it told, then what it complained of. */
    public String said() {
        return read(out) + complaint();
    }

    /** What it complained of, without the word of the JVM about the options that it was given here. */
    public String complaint() {
        return read(err)
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .collect(Collectors.joining("\n"));
    }

    /** As a terminal does it: to the command and to what it has started, at the same moment. */
    public void pressCtrlC() throws IOException, InterruptedException {
        var pids =
                Stream.concat(Stream.of(process.toHandle()), servers.stream()).map(one -> Long.toString(one.pid()));
        var kill = new ProcessBuilder(
                        Stream.concat(Stream.of("kill", "-INT"), pids).toList())
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("it has ended before: " + said());
        }
    }

    /** To the command alone, as a service manager or a script does it. */
    public void sigterm() {
        process.destroy();
    }

    /** Ends the command without a word; what it has started must find out. */
    public void kill9() {
        process.destroyForcibly();
    }

    /** Waits until it has ended. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + said());
        }
        return process.exitValue();
    }

    /** Ends it and what it has started, if they run. */
    @Override
    public void close() {
        var all = Stream.concat(Stream.of(process.toHandle()), Stream.concat(process.children(), servers.stream()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Waiting.until("all has ended", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
