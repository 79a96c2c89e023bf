package dev.confab.testing;

import dev.confab.run.Ports;
import dev.confab.run.RedisServer;
import dev.confab.run.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A real Redis or Valkey server on a free port of the loopback address, which keeps nothing on the disk. It ends with this
 * JVM, whichever way that ends.
 */
public final class Redis implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern SUBSCRIBED = Pattern.compile(" sub=(?<topics>\\d+)");

    private final Path folder;
    private final RedisServer.Options options;
    private RedisServer server;

    private Redis(Path folder, RedisServer.Options options) {
        this.folder = folder;
        this.options = options;
    }

    /** @param options such as {@code --requirepass secret} */
    public static Redis start(String... options) {
        var configuration = new HashMap<String, String>();
        for (var i = 0; i < options.length; i += 2) {
            configuration.put(options[i].replaceFirst("^--", ""), options[i + 1]);
        }
        try {
            var folder = Files.createTempDirectory("confab-redis-");
            var redis = new Redis(
                    folder,
                    new RedisServer.Options(
                            RedisServer.find(Built.servers().resolve("programs"), line -> {}),
                            folder,
                            Built.logs().resolve("redis-" + NUMBERS.incrementAndGet() + ".log"),
                            Ports.free(),
                            configuration));
            redis.begin();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** One that repeats what this one has heard, until it is promoted. */
    public static Redis following(Redis master) {
        var replica = start("--replicaof", "127.0.0.1 " + master.port());
        Waiting.until(
                LIMIT,
                () -> "the replica does not follow",
                () -> replica.say("INFO replication").contains("master_link_status:up"));
        return replica;
    }

    /** Makes it one that follows nobody. */
    public void promote() {
        say("REPLICAOF NO ONE");
    }

    /** How many topics all its clients listen to, taken together. */
    public int subscriptions() {
        return SUBSCRIBED
                .matcher(say("CLIENT LIST TYPE pubsub"))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group("topics")))
                .sum();
    }

    /** A cluster that has this one server. */
    public static Redis cluster() {
        // Its own choice for the other nodes is 10000 above, where the system gives ports to outgoing connections.
        var server = start("--cluster-enabled", "yes", "--cluster-port", Integer.toString(Ports.free()));
        server.say("CLUSTER ADDSLOTSRANGE 0 16383");
        Waiting.until(
                LIMIT,
                () -> "the cluster is not whole",
                () -> server.say("CLUSTER INFO").contains("cluster_state:ok"));
        return server;
    }

    public int port() {
        return options.port();
    }

    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    public ProcessHandle handle() {
        return server.handle();
    }

    /** Says one command, whose words hold no space, and gives the answer as it comes. */
    public String say(String command) {
        return server.say(command);
    }

    /** Ends it without a word; what it held is gone. */
    public void kill9() {
        try {
            server.kill();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
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
            server = RedisServer.start(options);
            server.awaitReady(LIMIT);
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
