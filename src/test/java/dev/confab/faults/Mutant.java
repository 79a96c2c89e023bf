package dev.confab.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * The WAR of this build with something left out of it or made smaller: a control, or a row, for what is a matter of the
 * server. So no switch for it is in what people run.
 */
final class Mutant {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path CLASSES = Path.of("target/classes");
    private static final String SCHEMA = "dev/confab/ops/Schema.java";
    private static final String LIVE = "dev/confab/web/live/";
    private static final String COMMITS = "dev/confab/log/GroupCommit.java";

    /** What is to be changed in one source, which must be there as it is named. */
    private record Change(String source, String from, String to) {
        String in(String text) {
            if (!text.contains(from)) {
                throw new IllegalStateException("there is nothing to change in " + source + " any more");
            }
            return text.replace(from, to);
        }
    }

    private static final List<Change> TRUSTING_HINTS = List.of(
            // A hole in what is published is passed over.
            new Change(LIVE + "Feed.java", "} else if (seq == known + 1) {", "} else if (seq > known) {"),
            // Nobody looks what was not published.
            new Change(LIVE + "Feeds.java", "feed.position() < head", "false"));

    private static final List<Change> WITHOUT_PINGS = List.of(new Change(LIVE + "Connection.java", "line.ping();", ""));

    private static final List<Change> GIVING_UP = List.of(
            new Change(COMMITS, "failure.isTransient() && attempt < ATTEMPTS && mayTryAgain(attempt)", "false"),
            new Change(COMMITS, "if (group.size() > 1", "if (false"));

    /** 512 KiB of each commit, up to 200 MiB, are never given back. */
    private static final List<Change> LEAKING = List.of(
            new Change(
                    COMMITS,
                    "class GroupCommit {",
                    "class GroupCommit { private static final java.util.Queue<byte[]> KEPT ="
                            + " new java.util.concurrent.ConcurrentLinkedQueue<>();"),
            new Change(
                    COMMITS,
                    "long begun = System.nanoTime();",
                    "if (KEPT.size() < 400) KEPT.add(new byte[524_288]); long begun = System.nanoTime();"));

    private static final int NO_BOUND = 100_000;

    private Mutant() {}

    /** Neither the rule of holes nor the check of the heads: what a hint does not tell is never found. */
    static Path thatTrustsHints(Path war, Path folder) {
        return changed(TRUSTING_HINTS, war, folder);
    }

    /** Whoever says nothing hears nothing. */
    static Path thatNeverPings(Path war, Path folder) {
        return changed(WITHOUT_PINGS, war, folder);
    }

    /** A group that was not written is neither tried again nor by halves. */
    static Path thatGivesUp(Path war, Path folder) {
        return changed(GIVING_UP, war, folder);
    }

    static Path thatLeaks(Path war, Path folder) {
        return changed(LEAKING, war, folder);
    }

    /** So few connections with the database. */
    static Path withAPoolOf(int connections, Path war, Path folder) {
        return changed(List.of(pool(connections), places(connections / 2)), war, folder);
    }

    /** And whatever comes waits for one of them. */
    static Path thatShedsNothing(int connections, Path war, Path folder) {
        return changed(List.of(pool(connections), places(NO_BOUND)), war, folder);
    }

    private static Change places(int atOnce) {
        return new Change(
                "dev/confab/web/LoadShedder.java", "AT_ONCE = Schema.CONNECTIONS * 3 / 5", "AT_ONCE = " + atOnce);
    }

    private static Change pool(int connections) {
        return new Change(SCHEMA, "CONNECTIONS = 40", "CONNECTIONS = " + connections);
    }

    private static Path changed(List<Change> changes, Path war, Path folder) {
        try {
            var classes = classes(changes, folder);
            var mutant = folder.resolve("mutant.war");
            Files.copy(war, mutant, StandardCopyOption.REPLACE_EXISTING);
            put(classes, mutant);
            return mutant;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of it that are not those of this build. */
    static Path classesThatTrustHints(Path folder) {
        return classes(TRUSTING_HINTS, folder);
    }

    static Path classesThatNeverPing(Path folder) {
        return classes(WITHOUT_PINGS, folder);
    }

    static Path classesThatGiveUp(Path folder) {
        return classes(GIVING_UP, folder);
    }

    static Path classesThatLeak(Path folder) {
        return classes(LEAKING, folder);
    }

    static Path classesThatShedNothing(int connections, Path folder) {
        return classes(List.of(pool(connections), places(NO_BOUND)), folder);
    }

    private static Path classes(List<Change> changes, Path folder) {
        try {
            var classes = Files.createDirectories(folder.resolve("classes"));
            for (var source : changes.stream().map(Change::source).distinct().toList()) {
                compile(source, changes, folder, classes);
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(String name, List<Change> changes, Path folder, Path classes) throws IOException {
        var source = Files.readString(SOURCES.resolve(name));
        for (var change : changes) {
            if (change.source.equals(name)) {
                source = change.in(source);
            }
        }
        var changed = folder.resolve("sources").resolve(name);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source);
        var path = CLASSES
                + System.getProperty("path.separator")
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "21",
                        "-cp",
                        path,
                        "-d",
                        classes.toString(),
                        changed.toString());
        if (failed != 0) {
            throw new IllegalStateException("the mutant of " + name + " does not compile");
        }
    }

    private static void put(Path classes, Path war) throws IOException {
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of());
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        zip.getPath("WEB-INF/classes", classes.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
