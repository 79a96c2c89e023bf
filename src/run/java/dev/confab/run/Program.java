package dev.confab.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that is no part of Maven Central: the one of this machine, or else that of Debian's package, unpacked into a
 * folder of ours. So nothing is installed, and no service is started.
 *
 * @param file what is run
 * @param libraries folders of the libraries that came with it
 */
public record Program(Path file, List<Path> libraries) {

    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);

    /** Where a service's program is, which only root's PATH holds. */
    private static final List<String> SERVICES = List.of("/usr/local/sbin", "/usr/sbin", "/opt/homebrew/bin");

    /** The first of these that can be run, and else the one of Debian's package, which is kept in this folder. */
    public static Program find(Path folder, Consumer<String> progress, String debian, String... names)
            throws IOException, InterruptedException {
        var here = onPath(names);
        if (here.isPresent()) {
            return new Program(here.get(), List.of());
        }
        var unpacked = folder.resolve(debian).toAbsolutePath();
        if (Files.notExists(unpacked) && !unpack(debian, unpacked, progress)) {
            throw new IOException(String.join(" or ", names)
                    + " is not on this machine. Install it (Debian and Ubuntu: " + "apt-get install " + debian + ").");
        }
        var file = files(unpacked)
                .filter(one -> List.of(names).contains(one.getFileName().toString()))
                .filter(Files::isExecutable)
                .filter(one ->
                        one.getParent().endsWith("bin") || one.getParent().endsWith("sbin"))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no program in " + unpacked + "; delete that folder"));
        var libraries = files(unpacked)
                .filter(one -> one.getFileName().toString().contains(".so."))
                .map(Path::getParent)
                .distinct()
                .toList();
        return new Program(file, libraries);
    }

    /** What its process needs in its environment. */
    public Map<String, String> environment() {
        return libraries.isEmpty()
                ? Map.of()
                : Map.of(
                        "LD_LIBRARY_PATH",
                        libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }

    /** The first of these that can be run. */
    public static Optional<Path> onPath(String... names) {
        var folders = Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), SERVICES.stream());
        return folders.flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The package and what it needs that this machine does not have. Whether it could be had. */
    private static boolean unpack(String debian, Path into, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (onPath("apt-get").isEmpty() || onPath("dpkg").isEmpty()) {
            return false;
        }
        progress.accept("unpacking Debian's " + debian + " into " + into + "; nothing is installed");
        Files.createDirectories(into.getParent());
        // Another process may do the same: whoever comes second finds it done.
        var work = Files.createTempDirectory(into.getParent(), debian + "-");
        try {
            var archives =
                    Files.createDirectories(work.resolve("archives/partial")).getParent();
            var tree = Files.createDirectory(work.resolve("tree"));
            if (!download(debian, archives)) {
                return false;
            }
            for (var archive : files(archives)
                    .filter(one -> one.toString().endsWith(".deb"))
                    .toList()) {
                if (!succeeds(DOWNLOAD_LIMIT, work, "dpkg", "-x", archive.toString(), tree.toString())) {
                    return false;
                }
            }
            Files.move(tree, into);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return true;
        } finally {
            Trees.delete(work);
        }
        return true;
    }

    private static boolean download(String debian, Path archives) throws IOException, InterruptedException {
        var command = new String[] {
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--download-only",
            "--no-install-recommends",
            "-o",
            "Dir::Cache::archives=" + archives,
            // Nothing of the system is written to, so anybody may do this, and at any time.
            "-o",
            "Debug::NoLocking=1",
            "-o",
            "APT::Sandbox::User=root",
            debian
        };
        // Where the lists are not there or too old, apt-get must fetch them first, and only root may.
        return succeeds(DOWNLOAD_LIMIT, archives, command)
                || succeeds(UPDATE_LIMIT, archives, "apt-get", "update", "-qq")
                        && succeeds(DOWNLOAD_LIMIT, archives, command);
    }

    private static boolean succeeds(Duration limit, Path folder, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        var process = builder.start();
        process.getOutputStream().close();
        if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            return process.exitValue() == 0;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return false;
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }
}
