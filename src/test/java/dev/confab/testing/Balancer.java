package dev.confab.testing;

import dev.confab.run.HaProxy;
import dev.confab.run.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A real HAProxy before nodes of this machine, on a free port, with the configuration that people get. */
public final class Balancer {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Balancer() {}

    /** Whether this is what HAProxy says itself, when it has no node or the node does not answer. */
    static boolean isItsOwn(int status, String body) {
        return status >= 502 && status <= 504 && body.startsWith("<html><body><h1>" + status);
    }

    /** Before what listens, or is going to listen, on these ports of the loopback address; one to three. */
    public static HaProxy before(int... ports) {
        try {
            var haProxy = HaProxy.start(new HaProxy.Options(
                    HaProxy.find(Built.servers().resolve("programs"), line -> {}),
                    Built.bootCommands().resolve("haproxy.cfg"),
                    Built.logs().resolve("haproxy-" + NUMBERS.incrementAndGet() + ".log"),
                    "127.0.0.1",
                    Ports.free(),
                    IntStream.of(ports)
                            .mapToObj(port -> new InetSocketAddress("127.0.0.1", port))
                            .toList()));
            haProxy.awaitListening(LIMIT);
            return haProxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
