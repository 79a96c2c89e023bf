package dev.confab.testing;

import dev.confab.run.Cluster;
import dev.confab.run.NotStarted;
import dev.confab.run.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code mvn -Pcluster} starts, with the WAR of this build, on a free port of the loopback address. */
public final class Clusters {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Clusters() {}

    /** A new one, which people can come to. Its logs are in the folder of all logs. */
    public static Cluster start(int nodes, Map<String, String> settings) {
        var folder = Built.servers().resolve(ProcessHandle.current().pid() + "-cluster-" + NUMBERS.incrementAndGet());
        var cluster = Cluster.of(
                new Cluster.Options(
                        Built.payara(),
                        Built.bootCommands(),
                        Built.war(),
                        MariaDb.unpacked(),
                        Built.servers().resolve("programs"),
                        folder,
                        Built.logs().resolve(folder.getFileName()),
                        folder.resolve("data"),
                        "127.0.0.1",
                        Ports.free(),
                        nodes,
                        settings,
                        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
                line -> {});
        try {
            cluster.start();
            return cluster;
        } catch (NotStarted e) {
            cluster.close();
            throw new UncheckedIOException(e.getMessage() + System.lineSeparator() + e.log(), e);
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            cluster.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
