package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That Maven stops where the prechecks say so, and hands their line on. */
class MavenIT {

    @TempDir
    private Path folder;

    @Test
    void a_busy_port_ends_the_command_with_a_line_that_says_what_to_do() throws IOException, InterruptedException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = other.getLocalPort();
            var said = folder.resolve("said.txt");
            // Only as far as to the prechecks, should they let it pass.
            var maven = new ProcessBuilder(
                            System.getProperty("confab.test.maven"),
                            "-o",
                            "-B",
                            "-Prun",
                            "-Dmaven.repo.local=" + System.getProperty("confab.test.repository"),
                            "-Dconfab.port=" + port,
                            "validate")
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                assertThat(maven.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
            } finally {
                maven.destroyForcibly();
            }
            assertThat(maven.exitValue()).isEqualTo(1);
            assertThat(Files.readAllLines(said))
                    .filteredOn(line -> line.contains("Confab cannot"))
                    .singleElement()
                    .asString()
                    .startsWith("[ERROR] Confab cannot listen on 127.0.0.1 port " + port)
                    .endsWith("Choose another port, for example: -Dconfab.port=" + (port + 1 & 0xffff));
        }
    }
}
