package dev.confab.testing;

import dev.confab.run.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A clock for the processes that are started with its {@link #environment}, which shows another time than that of the
 * machine: a library of Debian's {@code faketime} that comes between them and the system. How long something takes is not
 * touched.
 */
public final class SkewedClock {
    private static final String LIBRARY = "libfaketime.so.1";

    private final Path library;
    private final Path skew;

    private SkewedClock(Path library, Path skew) {
        this.library = library;
        this.skew = skew;
    }

    /** One that is right, until it is told otherwise. */
    public static SkewedClock create() {
        try {
            var programs = Files.createDirectories(Built.servers().resolve("programs"));
            var library = library(Program.find(programs, line -> {}, "faketime", "faketime"));
            var clock = new SkewedClock(
                    library, Files.createTempDirectory(programs, "clock-").resolve("skew"));
            clock.by(Duration.ZERO);
            return clock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path library(Program faketime) throws IOException {
        var folders = faketime.libraries().isEmpty() ? ofTheMachine() : faketime.libraries();
        return folders.stream()
                .map(folder -> folder.resolve(LIBRARY))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("faketime is here without its library: install libfaketime"));
    }

    private static List<Path> ofTheMachine() throws IOException {
        try (Stream<Path> architectures = Files.list(Path.of("/usr/lib"))) {
            return architectures.map(one -> one.resolve("faketime")).toList();
        }
    }

    /** For who shall go by this clock. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                skew.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1",
                // With it a wait of the JVM for some time would be over at once.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    /** From now on, or a second later, it is ahead by so much, or behind. */
    public void by(Duration ahead) {
        try {
            var next = skew.resolveSibling("next");
            Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()));
            // At once: it is read in the middle of whatever is done here.
            Files.move(next, skew, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
