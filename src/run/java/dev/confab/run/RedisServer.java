package dev.confab.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A Redis or Valkey of the loopback address, which keeps nothing on the disk. It ends with this JVM, whichever way that
 * ends.
 */
public final class RedisServer implements Server {

    private static final int CONNECT_LIMIT_MS = 1_000;
    private static final int ANSWER_LIMIT_MS = 2_000;

    /**
     * What it is started with.
     *
     * @param folder its own, where it writes what it must
     * @param log what it says is added to this file
     * @param configuration further directives, such as {@code requirepass}
     */
    public record Options(Program program, Path folder, Path log, int port, Map<String, String> configuration) {}

    private final Options options;
    private final Leashed process;
    private final StartLog log;

    private RedisServer(Options options, Leashed process, StartLog log) {
        this.options = options;
        this.process = process;
        this.log = log;
    }

    /** Valkey's or Redis' program of this machine, or that of Debian's package. */
    public static Program find(Path folder, Consumer<String> progress) throws IOException, InterruptedException {
        // The tools' package holds the server itself, under another name, without a service.
        return Program.find(folder, progress, "redis-tools", "valkey-server", "redis-server", "redis-check-rdb");
    }

    /** Starts the process and returns at once. */
    public static RedisServer start(Options options) throws IOException {
        Files.createDirectories(options.folder());
        // Which of the tools it is, it knows by the name that it is called by.
        var program = options.folder().resolve("redis-server");
        Files.deleteIfExists(program);
        Files.createSymbolicLink(program, options.program().file().toRealPath());
        // A file and not the command line, which every user of the machine can read.
        var file = options.folder().resolve("redis.conf");
        Secrets.write(file, configuration(options));
        var log = new StartLog(options.log());
        var command = List.of(program.toString(), file.toString());
        return new RedisServer(options, Leashed.start(command, options.program().environment(), options.log()), log);
    }

    private static List<String> configuration(Options options) {
        var lines = new ArrayList<>(List.of(
                "bind 127.0.0.1", "port " + options.port(), "dir " + options.folder(), "save \"\"", "appendonly no"));
        new TreeMap<>(options.configuration()).forEach((name, value) -> lines.add(name + " " + value));
        return lines;
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        process.await(limit, "Redis", log, () -> say("PING").matches("(?s)(\\+PONG|-NOAUTH).*"));
    }

    /** Says one command, whose words hold no space, and gives the answer as it comes; nothing where there is none. */
    public String say(String command) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", options.port()), CONNECT_LIMIT_MS);
            socket.setSoTimeout(ANSWER_LIMIT_MS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void stop(Duration limit) throws InterruptedException {
        process.stop(limit);
    }

    /** Ends it without a word. */
    public void kill() throws InterruptedException {
        process.kill();
    }
}
