package dev.confab.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine's Chromium is, and whether Firefox and WebKit are there; what is missing is installed. */
public final class Browser {

    private static final String[] NAMES = {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};
    private static final List<Path> PLACES = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));
    private static final List<String[]> OTHERS =
            List.of(new String[] {"firefox-esr", "firefox"}, new String[] {"WebKitWebDriver"}, new String[] {"Xvfb"});
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
        if (areOthersHere() || !Debian.isOursToInstall()) {
            return;
        }
        System.out.println("Confab: installing Debian's Firefox and WebKit, which takes a minute or two");
        Debian.install("firefox-esr", "webkit2gtk-driver", "xvfb", "fonts-dejavu-core", "fonts-noto-color-emoji");
        if (!areOthersHere()) {
            throw new IllegalStateException("apt-get brought no Firefox or no WebKit: see run-apt-get.log");
        }
    }

    private static boolean areOthersHere() {
        return OTHERS.stream().allMatch(names -> Debian.onPath(names).isPresent());
    }

    private static Optional<Path> installed() {
        var named = Optional.ofNullable(System.getenv("CONFAB_CHROMIUM")).map(Path::of);
        return Stream.concat(named.stream(), Stream.concat(Debian.onPath(NAMES).stream(), PLACES.stream()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> fromDebian() {
        if (!Debian.isOursToInstall()) {
            return Optional.empty();
        }
        System.out.println("Confab: no Chromium here, installing Debian's, which takes a minute or two");
        // Without these fonts text has no width that a test could rely on, and emoji are boxes.
        Debian.install("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji");
        return installed();
    }

    /** Playwright's own build, if its package is among the app's. */
    private static Optional<Path> fromPlaywright() {
        var app = Path.of("webapp-react").toAbsolutePath();
        var cli = app.resolve("node_modules/playwright-core/cli.js");
        if (Files.notExists(cli)) {
            return Optional.empty();
        }
        System.out.println("Confab: no Chromium here, downloading Playwright's, which takes a minute or two");
        if (Debian.run(INSTALL_LIMIT, "node", cli.toString(), "install", "chromium")
                .isEmpty()) {
            return Optional.empty();
        }
        var path = "process.stdout.write(require(process.argv[1]).chromium.executablePath())";
        return Debian.run(
                        Duration.ofSeconds(30),
                        "node",
                        "-e",
                        path,
                        cli.getParent().toString())
                .map(Path::of)
                .filter(Files::isExecutable);
    }
}
