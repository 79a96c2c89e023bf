package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LeashedTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Leashed start(String script) throws IOException {
        return Leashed.start(List.of("sh", "-c", script), Map.of("FLOWER", "roses"), folder.resolve("log"));
    }

    @Test
    void what_it_says_is_in_the_log_and_it_ends_as_the_program_ends() throws IOException {
        var program = start("echo $FLOWER; exit 3");
        Waiting.until("it has ended", () -> !program.isAlive());
        assertThat(folder.resolve("log")).hasContent("roses");
    }

    @Test
    void it_is_asked_to_end() throws Exception {
        var program = start("trap 'echo bye; exit' TERM; echo here; while :; do sleep 0.1; done");
        Waiting.until("it is there", () -> log().contains("here"));
        program.stop(LIMIT);
        assertThat(program.isAlive()).isFalse();
        assertThat(program.handle().isAlive()).isFalse();
        assertThat(log()).contains("bye");
    }

    @Test
    void one_that_does_not_listen_is_killed() throws Exception {
        var program = start("trap '' TERM; echo here; while :; do sleep 0.1; done");
        Waiting.until("it is there", () -> log().contains("here"));
        program.stop(Duration.ofMillis(300));
        assertThat(program.handle().isAlive()).isFalse();
    }

    @Test
    void it_ends_with_the_one_that_holds_it() throws Exception {
        var holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.resolve("log").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var pid = Long.parseLong(holder.inputReader().readLine());
        var program = ProcessHandle.of(pid).orElseThrow();
        assertThat(program.isAlive()).isTrue();

        holder.destroyForcibly().waitFor();

        Waiting.until("it has ended", () -> !program.isAlive());
    }

    /** A process that starts one on a leash and is then killed. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            System.out.println(Leashed.start(List.of("sleep", "600"), Map.of(), Path.of(args[0]))
                    .handle()
                    .pid());
            System.in.read();
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
