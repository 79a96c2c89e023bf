package dev.confab.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What one start of a server adds to its log. */
final class StartLog {

    /** How much of the end is looked at. A start says less than this. */
    private static final int LOOK_BACK = 1 << 20;

    private static final int TAIL = 40;
    private static final Pattern FAILED = Pattern.compile("Boot Command (?<command>\\S+) failed (?<why>.*)");

    private final Path file;
    private final long start;

    /** From here on: what is in the file now is of an earlier start. */
    StartLog(Path file) throws IOException {
        this.file = file;
        this.start = Files.exists(file) ? Files.size(file) : 0;
    }

    /** Why the application cannot come up, once Payara has said so; Payara itself would go on without it. */
    Optional<String> failure() throws IOException {
        return lines().stream()
                .map(FAILED::matcher)
                .filter(line -> line.find())
                .findFirst()
                .map(line ->
                        "Payara's boot command " + line.group("command") + " failed: " + innermost(line.group("why")));
    }

    /** The last lines, without the lines of stack traces that say where and not what. */
    String tail() throws IOException {
        var said = lines().stream()
                .filter(line -> !line.startsWith("\tat ") && !line.isBlank())
                .toList();
        return String.join(System.lineSeparator(), said.subList(Math.max(0, said.size() - TAIL), said.size()));
    }

    /** Each layer wraps the message of the one below; the last says what is wrong. */
    private static String innermost(String why) {
        var cause = why.substring(why.lastIndexOf("Exception: ") < 0 ? 0 : why.lastIndexOf("Exception: ") + 11);
        return cause.replaceFirst("\\. Please see server\\.log for more details.*", "")
                .replaceFirst("^PlainTextActionReporter(FAILURE)?", "")
                .strip();
    }

    private List<String> lines() throws IOException {
        try (var channel = FileChannel.open(file)) {
            var from = Math.max(start, channel.size() - LOOK_BACK);
            var bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
                // A read may give a part only.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
