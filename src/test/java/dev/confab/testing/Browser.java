package dev.confab.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where this machine's Chromium is, and whether Firefox and WebKit are there; what is missing is installed. */
public final class Browser {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<Path> PLACES = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));
    private static final List<List<String>> OTHERS =
            List.of(List.of("firefox-esr", "firefox"), List.of("WebKitWebDriver"), List.of("Xvfb"));
    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(3);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    private Browser() {}

    /** For Playwright's or a driver's option of that name. Fails with what to do when there is none to be had. */
    public static Path executable() {
        return installed()
                .or(Browser::fromDebian)
                .or(Browser::fromPlaywright)
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: install it (Debian and Ubuntu: apt-get install chromium) or name one by"
                                + " CONFAB_CHROMIUM"));
    }

    /**
     * Sees to it that the programs find Firefox, and WebKit with a screen to show it on. Where nothing can be installed they
     * say what they skip; where it can, something that is missing all the same is a failure.
     */
    public static void others() {
        if (areOthersHere() || !isOursToInstall()) {
            return;
        }
        System.out.println("Confab: installing Debian's Firefox and WebKit, which takes a minute or two");
        install("firefox-esr", "webkit2gtk-driver", "xvfb", "fonts-dejavu-core", "fonts-noto-color-emoji");
        if (!areOthersHere()) {
            throw new IllegalStateException("apt-get brought no Firefox or no WebKit: see browser-apt-get.log");
        }
    }

    private static boolean areOthersHere() {
        return OTHERS.stream().allMatch(names -> onPath(names).anyMatch(Files::isExecutable));
    }

    private static Optional<Path> installed() {
        var named = Optional.ofNullable(System.getenv("CONFAB_CHROMIUM")).map(Path::of);
        return Stream.concat(named.stream(), Stream.concat(onPath(NAMES), PLACES.stream()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onPath(List<String> names) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
    }

    private static boolean isOursToInstall() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    private static Optional<Path> fromDebian() {
        if (!isOursToInstall()) {
            return Optional.empty();
        }
        System.out.println("Confab: no Chromium here, installing Debian's, which takes a minute or two");
        // Without these fonts text has no width that a test could rely on, and emoji are boxes.
        install("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji");
        return installed();
    }

    private static void install(String... packages) {
        run(UPDATE_LIMIT, "apt-get", "update", "-qq");
        var command = Stream.concat(
                Stream.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"), Arrays.stream(packages));
        run(INSTALL_LIMIT, command.toArray(String[]::new));
    }

    /** Playwright's own build, if its package is among the app's. */
    private static Optional<Path> fromPlaywright() {
        var app = Path.of("webapp-react").toAbsolutePath();
        var cli = app.resolve("node_modules/playwright-core/cli.js");
        if (Files.notExists(cli)) {
            return Optional.empty();
        }
        System.out.println("Confab: no Chromium here, downloading Playwright's, which takes a minute or two");
        if (run(INSTALL_LIMIT, "node", cli.toString(), "install", "chromium").isEmpty()) {
            return Optional.empty();
        }
        var path = "process.stdout.write(require(process.argv[1]).chromium.executablePath())";
        return run(Duration.ofSeconds(30), "node", "-e", path, cli.getParent().toString())
                .map(Path::of)
                .filter(Files::isExecutable);
    }

    /** What a program says, if it succeeds within the limit; what it says otherwise is in the log folder. */
    private static Optional<String> run(Duration limit, String... command) {
        try {
            var log = Files.createDirectories(Built.logs())
                    .resolve("browser-" + Path.of(command[0]).getFileName() + ".log");
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
