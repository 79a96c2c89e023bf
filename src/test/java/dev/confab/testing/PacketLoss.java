package dev.confab.testing;

import dev.confab.run.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Some of the packets to and from some ports of the loopback address are lost, by a table of our own in the kernel's filter. No other
 * port is touched, and nothing of it stays when this is closed or this JVM ends. Only root may.
 */
public final class PacketLoss implements AutoCloseable {
    private static final Pattern COUNTED = Pattern.compile("counter packets (?<packets>\\d+)");
    private static final String RULES = """
            table inet %s {
                chain loss {
                    type filter hook input priority 0; policy accept;
                    iif lo tcp dport { %s } numgen random mod 100 < %d counter drop
                    iif lo tcp sport { %s } numgen random mod 100 < %d counter drop
                }
            }
            """;

    private final Program nft;
    private final String table;
    private final Alteration alteration;

    private PacketLoss(Program nft, String table, Alteration alteration) {
        this.nft = nft;
        this.table = table;
        this.alteration = alteration;
    }

    /** So many of a hundred packets, in each direction. */
    public static PacketLoss of(int percent, int... ports) {
        try {
            var nft = Program.find(Built.servers().resolve("programs"), line -> {}, "nftables", "nft");
            var table = "confab_" + ProcessHandle.current().pid();
            var some = IntStream.of(ports).mapToObj(Integer::toString).collect(Collectors.joining(", "));
            var rules = Files.createTempFile(Built.servers(), table, ".nft");
            Files.writeString(rules, RULES.formatted(table, some, percent, some, percent));
            return new PacketLoss(
                    nft,
                    table,
                    Alteration.make(
                            "loss",
                            nft.environment(),
                            "\"$0\" -f \"$1\"",
                            "\"$0\" delete table inet \"$2\"",
                            nft.file().toString(),
                            rules.toString(),
                            table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many packets have been lost so far. */
    public int lost() {
        return COUNTED.matcher(said(nft.environment(), nft.file().toString(), "list", "table", "inet", table))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group("packets")))
                .sum();
    }

    private static String said(Map<String, String> environment, String... command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        alteration.close();
    }
}
