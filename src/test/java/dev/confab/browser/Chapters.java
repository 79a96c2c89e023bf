package dev.confab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Browser;
import dev.confab.testing.ConfabServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program in {@code webapp-react/e2e} tells a story with a browser; here is only whether it came true. */
final class Chapters {
    private static final int LIMIT_MINUTES = 12;

    private Chapters() {}

    /** What it has told. */
    static String comeTrue(String program, ConfabServer server) throws Exception {
        Path output = Files.createDirectories(Path.of("target", "it-logs")).resolve(program + ".log");
        ProcessBuilder told = new ProcessBuilder("node", "e2e/" + program + ".mjs");
        told.directory(Path.of("webapp-react").toAbsolutePath().toFile());
        told.environment().put("CONFAB_URL", server.baseUri().toString().replaceAll("/$", ""));
        told.environment().put("CONFAB_CHROMIUM", Browser.executable().toString());
        told.environment()
                .put(
                        "CONFAB_SHOTS",
                        Path.of("target", "screenshots").toAbsolutePath().toString());
        Process process =
                told.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean isOver = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!isOver) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        String said = Files.readString(output);
        assertThat(isOver && process.exitValue() == 0)
                .as("%s, told in %s:%n%s", program, output, said)
                .isTrue();
        return said;
    }
}
