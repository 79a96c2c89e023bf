package dev.confab.web.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * How many bytes the kernel still has to send to each peer, or to hear of that they came: Linux' {@code /proc/net/tcp}
 * and {@code tcp6}. With it a reader that takes a kilobyte a second is told from one that takes nothing.
 */
final class SendQueues {
    private static final Logger LOG = Logger.getLogger(SendQueues.class.getName());
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;
    private static final int WORD = 8;
    /** With ten thousand sockets, nearly all of the lines. */
    private static final String NOTHING_TO_SEND = " 00000000:";

    private static final String IPV4_IN_IPV6 = "00000000000000000000ffff";

    private final List<Path> tables;

    SendQueues(Path... tables) {
        this.tables = List.of(tables);
    }

    static SendQueues ofLinux() {
        return new SendQueues(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    }

    /** Whether the kernel tells, which it does on Linux alone. */
    boolean areKnown() {
        return tables.stream().anyMatch(Files::isReadable);
    }

    /** Bytes by peer as the tables are now; peers for whom nothing waits are left out. */
    Map<Peer, Long> look() {
        Map<Peer, Long> bytes = new HashMap<>();
        for (Path table : tables) {
            if (Files.isReadable(table)) {
                try {
                    read(Files.readAllLines(table, StandardCharsets.US_ASCII), bytes);
                } catch (IOException e) {
                    LOG.log(Level.FINE, e, () -> table + " cannot be read: the frames' own times count");
                }
            }
        }
        return bytes;
    }

    private static void read(List<String> lines, Map<Peer, Long> bytes) {
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            if (line.contains(NOTHING_TO_SEND)) {
                continue;
            }
            String[] columns = BLANKS.split(line.strip(), QUEUES + 2);
            if (columns.length > QUEUES) {
                bytes.merge(peer(columns[REMOTE]), queued(columns[QUEUES]), Math::max);
            }
        }
    }

    private static Peer peer(String address) {
        int colon = address.indexOf(':');
        return new Peer(
                HexFormat.of().parseHex(inNetworkOrder(address.substring(0, colon))),
                Integer.parseInt(address.substring(colon + 1), 16));
    }

    /** The kernel prints the words of an address as numbers of this machine, which has the last byte first. */
    private static String inNetworkOrder(String words) {
        StringBuilder address = new StringBuilder(words.length());
        for (int word = 0; word < words.length(); word += WORD) {
            for (int digit = word + WORD - 2; digit >= word; digit -= 2) {
                address.append(words, digit, digit + 2);
            }
        }
        String all = address.toString().toLowerCase(java.util.Locale.ROOT);
        return all.startsWith(IPV4_IN_IPV6) ? all.substring(IPV4_IN_IPV6.length()) : all;
    }

    private static long queued(String queues) {
        return Long.parseLong(queues.substring(0, queues.indexOf(':')), 16);
    }
}
