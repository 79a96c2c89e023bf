package dev.confab.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a test needs of programs that are no part of Maven Central: looked for, and installed where that is ours to do. */
final class Debian {
    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(3);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    private Debian() {}

    /** The first of these that can be run. */
    static Optional<Path> onPath(String... names) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static boolean isOursToInstall() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    /** Whether it could be installed; what apt-get said is in the log folder. */
    static boolean install(String... packages) {
        if (!isOursToInstall()) {
            return false;
        }
        run(UPDATE_LIMIT, "apt-get", "update", "-qq");
        var command = Stream.concat(
                Stream.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"), Arrays.stream(packages));
        return run(INSTALL_LIMIT, command.toArray(String[]::new)).isPresent();
    }

    /** What a program says, if it succeeds within the limit; what it says otherwise is in the log folder. */
    static Optional<String> run(Duration limit, String... command) {
        try {
            var log = Files.createDirectories(Built.logs())
                    .resolve("run-" + Path.of(command[0]).getFileName() + ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(Files.readString(log).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
