package dev.confab.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * HAProxy before the nodes, with the configuration of {@code docker/haproxy.cfg}. The nodes are {@code node1}, {@code
 * node2} and so on, in the order in which they are given. It ends with this JVM, whichever way that ends.
 */
public final class HaProxy implements Server, AutoCloseable {

    private static final String BACKEND = "nodes";
    private static final int MOST_NODES = 3;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /**
     * What it is started with.
     *
     * @param configuration the file {@code haproxy.cfg}
     * @param log what it says is added to this file
     * @param address the address to listen on
     * @param nodes one to three
     */
    public record Options(
            Program program, Path configuration, Path log, String address, int port, List<InetSocketAddress> nodes) {}

    private final Options options;
    private final Path folder;
    private final Leashed process;
    private final StartLog log;

    private HaProxy(Options options, Path folder, Leashed process, StartLog log) {
        this.options = options;
        this.folder = folder;
        this.process = process;
        this.log = log;
    }

    /** The program of this machine, or that of Debian's package. */
    public static Program find(Path folder, Consumer<String> progress) throws IOException, InterruptedException {
        return Program.find(folder, progress, "haproxy", "haproxy");
    }

    /** Starts the process and returns at once. */
    public static HaProxy start(Options options) throws IOException {
        if (options.nodes().isEmpty() || options.nodes().size() > MOST_NODES) {
            throw new IllegalArgumentException("from one to " + MOST_NODES + " nodes");
        }
        // A folder with a short name: the path of a socket may have a hundred characters.
        var folder = Files.createTempDirectory("confab-haproxy-");
        var log = new StartLog(options.log());
        var command = List.of(
                options.program().file().toString(),
                "-db",
                "-f",
                options.configuration().toString());
        return new HaProxy(options, folder, Leashed.start(command, environment(options, folder), options.log()), log);
    }

    private static Map<String, String> environment(Options options, Path folder) {
        var environment = new HashMap<>(options.program().environment());
        environment.put("CONFAB_BIND", options.address() + ":" + options.port());
        environment.put("CONFAB_RUNTIME", socket(folder).toString());
        for (var i = 0; i < options.nodes().size(); i++) {
            var node = options.nodes().get(i);
            environment.put("CONFAB_NODE_" + (i + 1), node.getHostString() + ":" + node.getPort());
        }
        return environment;
    }

    private static Path socket(Path folder) {
        return folder.resolve("runtime");
    }

    /** Waits until it takes connections and every node has been asked and is well. */
    @Override
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        awaitListening(limit);
        for (var node : nodes()) {
            awaitUp(node, limit);
        }
    }

    /** Waits until it takes connections, whether there are nodes already or not. */
    public void awaitListening(Duration limit) throws IOException, InterruptedException {
        process.await(
                limit,
                "HAProxy",
                log,
                () -> Files.exists(socket(folder)) && !Ports.isFree(options.address(), options.port()));
    }

    /** Where people reach the nodes through it. */
    public URI uri() {
        return URI.create("http://localhost:" + options.port() + "/");
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    /** The names of the nodes, in the order in which they were given. */
    public List<String> nodes() {
        return IntStream.rangeClosed(1, options.nodes().size())
                .mapToObj(number -> "node" + number)
                .toList();
    }

    /**
     * Says a command of HAProxy's runtime API and gives the answer, which is empty where there is nothing to say. For
     * example {@code show stat} or {@code set server nodes/node1 weight 50%}.
     */
    public String command(String command) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(folder)));
                var selector = Selector.open()) {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            var answer = new ByteArrayOutputStream();
            var buffer = ByteBuffer.allocate(8192);
            while (selector.select(ANSWER_LIMIT.toMillis()) > 0) {
                selector.selectedKeys().clear();
                if (channel.read(buffer.clear()) < 0) {
                    return answer.toString(StandardCharsets.UTF_8).strip();
                }
                answer.write(buffer.array(), 0, buffer.position());
            }
            throw new IOException("HAProxy does not answer: " + command);
        }
    }

    /** Gives the node no new connection; those that it has live on. */
    public void drain(String node) throws IOException {
        state(node, "drain");
    }

    /** Takes the node out at once, and no longer asks how it is. */
    public void maintain(String node) throws IOException {
        state(node, "maint");
    }

    /** Gives the node connections again, as soon as it is well. */
    public void ready(String node) throws IOException {
        state(node, "ready");
    }

    /** Cuts every connection that goes to the node, as a load balancer does at the end of its patience with a draining one. */
    public void cut(String node) throws IOException {
        silently("shutdown sessions server " + BACKEND + "/" + node);
    }

    private void state(String node, String state) throws IOException {
        silently("set server " + BACKEND + "/" + node + " state " + state);
    }

    private void silently(String command) throws IOException {
        var answer = command(command);
        if (!answer.isEmpty()) {
            throw new IOException("HAProxy says to \"" + command + "\": " + answer);
        }
    }

    /** What it thinks of the node: {@code UP}, {@code UP 1/2} on the way down, {@code DOWN}, {@code DRAIN}, {@code MAINT}. */
    public String status(String node) throws IOException {
        return column(node, "status");
    }

    /** How many connections, sockets and requests go to the node now. */
    public int connections(String node) throws IOException {
        return Integer.parseInt(column(node, "scur"));
    }

    /** Waits until the node has been asked and is well. */
    public void awaitUp(String node, Duration limit) throws IOException, InterruptedException {
        process.await(limit, "HAProxy's " + node, log, () -> isUp(node));
    }

    /** Waits until the node gets no connections, for its health, a drain or a death. */
    public void awaitOut(String node, Duration limit) throws IOException, InterruptedException {
        process.await(limit, "HAProxy without " + node, log, () -> !status(node).startsWith("UP"));
    }

    /** One counts as up before it has been asked for the first time. */
    private boolean isUp(String node) throws IOException {
        return status(node).equals("UP") && column(node, "check_status").equals("L7OK");
    }

    private String column(String node, String name) throws IOException {
        var lines = command("show stat")
                .substring("# ".length())
                .lines()
                .map(line -> line.split(",", -1))
                .toList();
        var column = List.of(lines.getFirst()).indexOf(name);
        return lines.stream()
                .filter(line -> line[0].equals(BACKEND) && line[1].equals(node))
                .findFirst()
                .map(line -> line[column])
                .orElseThrow(() -> new IllegalArgumentException("there is no " + node));
    }

    @Override
    public void stop(Duration limit) throws InterruptedException {
        process.stop(limit);
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            process.handle().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
