package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image's entry point starts, without a container around it. */
class ImageIT {

    private static final int START_LIMIT_S = 180;
    private static final int STOP_LIMIT_S = 40;

    @TempDir
    private Path folder;

    @Test
    void it_is_well_with_settings_of_the_environment_alone_and_ends_when_it_is_asked_to() throws Exception {
        var port = Ports.free();
        Files.createSymbolicLink(
                folder.resolve("payara"), Path.of("target/payara/payara7").toAbsolutePath());
        Files.createSymbolicLink(folder.resolve("docker"), Path.of("docker").toAbsolutePath());
        Files.createSymbolicLink(
                folder.resolve("confab.war"), Path.of("target/confab.war").toAbsolutePath());
        var arguments = Image.prepare(folder, port, Ports.freeBut(port));
        assertThat(isWell(port)).as("before it has started").isFalse();

        Files.createDirectories(Path.of("target/it-logs"));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:MaxRAMPercentage=5",
                        "-XX:TieredStopAtLevel=1",
                        "@" + arguments)
                .directory(folder.resolve("domain").toFile())
                // As in a container: there is nothing to be read.
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/it-logs/image.log").toFile());
        builder.environment().put("CONFAB_DATA_DIR", folder.resolve("data").toString());
        var node = builder.start();
        try {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_S);
            while (!isWell(port)) {
                assertThat(node.isAlive()).isTrue();
                assertThat(System.nanoTime()).as("not well in time").isLessThan(deadline);
                node.waitFor(200, TimeUnit.MILLISECONDS);
            }
            assertThat(folder.resolve("data/confab.mv.db")).exists();

            node.destroy();

            assertThat(node.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
            assertThat(isWell(port)).isFalse();
        } finally {
            node.destroyForcibly().waitFor();
            // The folder is deleted after the test, and what a link leads to is not part of it.
            for (var link : List.of("payara", "docker", "confab.war")) {
                Files.delete(folder.resolve(link));
            }
        }
    }

    /** What the health check of the container says. */
    private static boolean isWell(int port) throws IOException, InterruptedException {
        var check = new ProcessBuilder("docker/healthcheck", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(check.waitFor(10, TimeUnit.SECONDS)).as("the check ends").isTrue();
        return check.exitValue() == 0;
    }
}
