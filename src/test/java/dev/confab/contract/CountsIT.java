package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * C5 and C10 where people meet them: three devices, each the app's own store, go away and come back while all sorts of things
 * happen by chance. Whenever all is quiet, each counts as the others do, as the server does, and as whoever reads all events
 * from the first one on. Those who look are in {@code webapp-react/e2e/counts}; here is only whether they were content.
 */
class CountsIT {

    private static final int OPERATIONS = Integer.getInteger("confab.counts.operations", 300);
    private static final int SEED =
            Integer.getInteger("confab.counts.seed", ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    private static final int LIMIT_SECONDS = 120 + OPERATIONS / 5;

    @Test
    void three_devices_count_as_whoever_reads_all_that_has_happened() throws Exception {
        try (var server = ConfabServer.named("counts")
                .database(Database.ofThisRun())
                .withoutFloodLimits()
                .setting("confab.limits.sockets-per-user", "1000")
                // Who is away for a while is told to load afresh, which is one more way to count wrong.
                .setting("confab.limits.resume-events", "40")
                .start()) {
            count(server);
        }
    }

    private static void count(ConfabServer server) throws IOException, InterruptedException {
        var kind = System.getProperty("confab.test.db", "h2");
        var output = Files.createDirectories(Path.of("target", "it-logs")).resolve("counts-" + kind + ".log");
        var counting = new ProcessBuilder("node", "e2e/counts.mjs")
                .directory(Path.of("webapp-react").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        counting.environment().put("CONFAB_URL", server.baseUri().toString().replaceAll("/$", ""));
        counting.environment().put("CONFAB_OPERATIONS", Integer.toString(OPERATIONS));
        counting.environment().put("CONFAB_SEED", Integer.toString(SEED));
        var process = counting.start();
        var isOver = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        var said = Files.readString(output);
        System.out.println(said.lines().skip(1).findFirst().orElse(said)); // the seed comes before

        assertThat(isOver && process.exitValue() == 0)
                .as("they counted alike (-Dconfab.counts.seed=%s), by %s:%n%s", SEED, output, brief(said))
                .isTrue();
    }

    /** What was wrong; what led to it is in the file. */
    private static String brief(String said) {
        return said.lines().limit(80).reduce("", (all, line) -> all + line + "\n");
    }
}
