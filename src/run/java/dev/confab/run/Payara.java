package dev.confab.run;

import java.io.IOException;
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
import java.util.concurrent.TimeUnit;

/**
 * A Payara Server in a process of its own, with Confab in it. It dies with the process that started it (see
 * {@link Leash}). Not for use by several threads at once.
 */
public final class Payara implements Server, AutoCloseable {

    /**
     * What a server is started with.
     *
     * @param payara the unpacked distribution, the folder that holds {@code glassfish}; servers may share it
     * @param bootCommands the folder of {@code preboot.asadmin} and {@code postboot.asadmin}
     * @param domain the server's own folder, made afresh
     * @param log what the server says is added to this file
     * @param address the address to listen on; the admin console listens on the loopback address only
     * @param settings become system properties, and so MicroProfile Config properties, of the server
     * @param jvm further options of its JVM, such as {@code -Xmx1g}
     * @param environment what its process finds in its environment beside what this one has
     */
    public record Options(
            Path payara,
            Path bootCommands,
            Path domain,
            Path war,
            Path log,
            String address,
            int port,
            int adminPort,
            Map<String, String> settings,
            List<String> jvm,
            Map<String, String> environment) {

        public Options(
                Path payara,
                Path bootCommands,
                Path domain,
                Path war,
                Path log,
                String address,
                int port,
                int adminPort,
                Map<String, String> settings,
                List<String> jvm) {
            this(payara, bootCommands, domain, war, log, address, port, adminPort, settings, jvm, Map.of());
        }
    }

    private final Options options;
    private final StartLog log;
    private final Process process;

    private Payara(Options options, StartLog log, Process process) {
        this.options = options;
        this.log = log;
        this.process = process;
    }

    /** Starts the process and returns at once. */
    public static Payara start(Options options) throws IOException {
        var arguments = prepare(options, true);
        Files.createDirectories(options.log().toAbsolutePath().getParent());
        var log = new StartLog(options.log());
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(java.toString(), "@" + arguments)
                .directory(options.domain().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(options.log().toFile()));
        builder.environment().putAll(options.environment());
        return new Payara(options, log, builder.start());
    }

    /** Makes the domain, and in it the file of the arguments that Java is to be started with. */
    static Path prepare(Options options, boolean isOnLeash) throws IOException {
        var domain = Domain.create(
                options.payara(), options.domain(), options.address(), options.port(), options.adminPort());
        var arguments = domain.folder().resolve("java.arguments");
        // A file and not the command line, which every user of the machine can read: settings hold passwords.
        Secrets.write(
                arguments,
                commandLine(options, domain, isOnLeash).stream()
                        .map(Payara::quoted)
                        .toList());
        return arguments;
    }

    private static List<String> commandLine(Options options, Domain domain, boolean isOnLeash) throws IOException {
        var install = options.payara().resolve("glassfish").toAbsolutePath();
        var instance = domain.folder().toAbsolutePath();
        var line = new ArrayList<String>();
        line.add("-cp");
        line.add(install.resolve("modules/glassfish.jar")
                + (isOnLeash ? System.getProperty("path.separator") + leash(instance) : ""));
        for (var option : JvmOptions.forJava(Runtime.version().feature(), domain.jvmOptions())) {
            line.add(option.replace("${com.sun.aas.installRoot}", install.toString())
                    .replace("${com.sun.aas.instanceRoot}", instance.toString()));
        }
        line.add("-Dcom.sun.aas.installRoot=" + install);
        line.add("-Dcom.sun.aas.instanceRoot=" + instance);
        // Payara answers the health check from early on; without the application it must not say that it is ready.
        line.add("-Dmp.health.default.readiness.empty.response=DOWN");
        line.add("-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n");
        options.settings().forEach((name, value) -> line.add("-D" + name + "=" + value));
        line.addAll(options.jvm());
        if (isOnLeash) {
            line.add(Leash.class.getName());
        }
        line.add("com.sun.enterprise.glassfish.bootstrap.ASMain");
        line.addAll(List.of("-domainname", instance.getFileName().toString(), "-domaindir", instance.toString()));
        line.addAll(List.of("-instancename", "server", "-type", "DAS", "-upgrade", "false"));
        line.addAll(List.of("-verbose", "true", "-debug", "false"));
        line.add("-prebootcommandfile");
        line.add(options.bootCommands()
                .resolve("preboot.asadmin")
                .toAbsolutePath()
                .toString());
        line.add("-postbootcommandfile");
        line.add(postBoot(options, instance).toString());
        return line;
    }

    /** The class path holds Payara and {@link Leash}, and not the folder where our other classes are. */
    private static Path leash(Path instance) throws IOException {
        var name = Leash.class.getName().replace('.', '/') + ".class";
        var file = instance.resolve("leash").resolve(name);
        Files.createDirectories(file.getParent());
        try (var bytes = Leash.class.getResourceAsStream("/" + name)) {
            Files.copy(bytes, file);
        }
        return instance.resolve("leash");
    }

    private static Path postBoot(Options options, Path instance) throws IOException {
        var commands = new ArrayList<>(Files.readAllLines(options.bootCommands().resolve("postboot.asadmin")));
        commands.add("deploy --name confab --contextroot / " + options.war().toAbsolutePath());
        return Files.write(instance.resolve("postboot.asadmin"), commands);
    }

    /** One line of a Java argument file. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Waits until the application says that it is ready, at most this long. */
    @Override
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        var ready = HttpRequest.newBuilder(uri().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            while (true) {
                if (!process.isAlive()) {
                    throw new NotStarted("Payara ended with exit code " + process.exitValue(), log.tail());
                }
                var failure = log.failure();
                if (failure.isPresent()) {
                    throw new NotStarted(failure.get(), log.tail());
                }
                if (answers(http, ready)) {
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new NotStarted("Confab was not ready after " + limit.toSeconds() + " s", log.tail());
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where people reach it. */
    public URI uri() {
        return URI.create("http://localhost:" + options.port() + "/");
    }

    /** Where its administrator reaches it, on this machine only. */
    public URI adminUri() {
        return URI.create("http://localhost:" + options.adminPort() + "/");
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks it to stop and waits; one that has not gone after the limit is killed. Harmless when it has gone already. */
    @Override
    public void stop(Duration limit) throws InterruptedException {
        process.toHandle().destroy(); // the signal alone: the leash holds until it has left
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends it at once, without a word, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            stop(Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
