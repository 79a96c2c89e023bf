package dev.confab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Browser;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two Chromium windows tell the story in {@code webapp-react/e2e/story.mjs}; here is only whether it came true. */
@InTheWorld
class StoryIT {
    private static final int LIMIT_MINUTES = 6;

    @Test
    void two_people_sign_up_talk_reload_lose_the_network_and_come_back(ConfabServer server) throws Exception {
        Path app = Path.of("webapp-react").toAbsolutePath();
        Path output = Files.createDirectories(Path.of("target", "it-logs")).resolve("story.log");
        ProcessBuilder story = new ProcessBuilder("node", "e2e/story.mjs");
        story.directory(app.toFile());
        story.environment().put("CONFAB_URL", server.baseUri().toString().replaceAll("/$", ""));
        story.environment().put("CONFAB_CHROMIUM", Browser.executable().toString());
        story.environment()
                .put(
                        "CONFAB_SHOTS",
                        Path.of("target", "screenshots").toAbsolutePath().toString());
        Process process =
                story.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean isOver = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!isOver) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        assertThat(isOver && process.exitValue() == 0)
                .as("the story, told in %s:%n%s", output, Files.readString(output))
                .isTrue();
    }
}
