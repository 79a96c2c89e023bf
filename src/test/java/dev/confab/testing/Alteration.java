package dev.confab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Something of this machine that only root may change, and that is changed back when this is closed or this JVM ends, whichever
 * way that ends.
 */
final class Alteration implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String DONE = "done";

    /** The shell waits for the end of its standard input, which we hold. What ends us by the terminal does not end it. */
    private static final String SCRIPT =
            "trap '' HUP INT TERM; { %s; } || exit 1; echo " + DONE + "; read -r never; %s";

    private final Process shell;
    private final Path log;

    private Alteration(Process shell, Path log) {
        this.shell = shell;
        this.log = log;
    }

    /**
     * @param name for the log file
     * @param arguments what the two commands find as {@code $0}, {@code $1} and so on
     */
    static Alteration make(
            String name, Map<String, String> environment, String doing, String undoing, String... arguments) {
        try {
            var log = Files.createTempFile(Files.createDirectories(Built.logs()), name + "-", ".log");
            var command = new ArrayList<>(List.of("sh", "-c", SCRIPT.formatted(doing, undoing)));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var alteration = new Alteration(builder.start(), log);
            alteration.awaitDone();
            return alteration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitDone() {
        Waiting.until(LIMIT, () -> "it is not done: " + said(), () -> {
            if (!shell.isAlive()) {
                throw new IllegalStateException("only root may do this, and not on every machine: " + said());
            }
            return said().endsWith(DONE);
        });
    }

    private String said() {
        try {
            return Files.readString(log).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || shell.exitValue() != 0) {
                throw new IllegalStateException("it is not undone: " + said());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
