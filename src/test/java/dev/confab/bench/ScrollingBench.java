package dev.confab.bench;

import dev.confab.bench.Town.Person;
import dev.confab.testing.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What somebody feels who opens a large channel in a browser and goes far back in it: {@code e2e/large-channel.mjs}. */
final class ScrollingBench {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path app;
    private final Table table;

    ScrollingBench(Path project, Table table) {
        this.app = project.resolve("webapp-react");
        this.table = table;
    }

    void run(int port, Person reader, String channel) throws IOException {
        var browser = new ProcessBuilder("node", "e2e/large-channel.mjs");
        browser.directory(app.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        browser.environment().put("CONFAB_URL", "http://localhost:" + port);
        browser.environment().put("CONFAB_COOKIE", reader.cookie());
        browser.environment().put("CONFAB_CHANNEL", channel);
        browser.environment().put("CONFAB_CHROMIUM", Browser.executable().toString());
        var process = browser.start();
        try {
            // One line at the end, so it waits in the pipe.
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new Unexpected("the reader is not through after " + LIMIT);
            }
            var figures = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new Unexpected("the reader did not come to the end: " + figures);
            }
            System.out.println(figures);
            table.remark("in a browser: " + figures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unexpected("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
