package dev.confab.testing;

import dev.confab.run.Ports;
import dev.confab.run.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Redis or Valkey server on a free port of the loopback address, which keeps nothing on the disk. It ends with this
 * JVM, whichever way that ends.
 */
public final class Redis implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** The shell waits for the end of its standard input, which we hold, and then kills the server. */
    private static final String LEASH = "exec 3<&0; \"$@\" </dev/null 3<&- & read -r never <&3; kill -9 $!";

    private final Path folder;
    private final int port = Ports.free();
    private final List<String> options;
    private Process shell;

    private Redis(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    /** @param options such as {@code --requirepass secret} */
    public static Redis start(String... options) {
        try {
            var server = new Redis(Files.createTempDirectory("confab-redis-"), List.of(options));
            server.begin();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cluster that has this one server. */
    public static Redis cluster() {
        var server = start("--cluster-enabled", "yes");
        server.say("CLUSTER ADDSLOTSRANGE 0 16383");
        Waiting.until(
                LIMIT,
                () -> "the cluster is not whole",
                () -> server.say("CLUSTER INFO").contains("cluster_state:ok"));
        return server;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public ProcessHandle handle() {
        return shell.children().findFirst().orElseThrow(() -> new IllegalStateException("Redis is not running"));
    }

    /** Says one command, whose words hold no space, and gives the answer as it comes. */
    public String say(String command) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends it without a word; what it held is gone. */
    public void kill9() {
        var server = shell.children().toList();
        server.forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        server.forEach(one -> one.onExit().join());
    }

    /** Starts it again on the same port, empty. */
    public void restart() {
        begin();
    }

    @Override
    public void close() {
        kill9();
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() {
        try {
            var log = Files.createDirectories(Built.logs()).resolve("redis-" + NUMBERS.incrementAndGet() + ".log");
            var command =
                    new ArrayList<>(List.of("sh", "-c", LEASH, "sh", program().toString()));
            command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
            command.addAll(List.of("--dir", folder.toString()));
            command.addAll(options);
            shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Waiting.until(
                    LIMIT,
                    () -> "Redis does not answer, see " + log,
                    () -> say("PING").matches("(?s)(\\+PONG|-NOAUTH).*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path program() throws IOException {
        var server = Debian.onPath("valkey-server", "redis-server");
        if (server.isPresent()) {
            return server.get();
        }
        // Debian's tools hold the server itself, under another name, without the service that the package of the server
        // starts.
        var tool = "redis-check-rdb";
        if (Debian.onPath(tool).isEmpty() && !Debian.install("redis-tools")) {
            throw new IllegalStateException(
                    "The tests need Redis or Valkey: install it (Debian and Ubuntu: apt-get install redis-tools)");
        }
        return Files.createSymbolicLink(
                folder.resolve("redis-server-" + NUMBERS.incrementAndGet()),
                Debian.onPath(tool).orElseThrow().toRealPath());
    }
}
