package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody is told whose machine lacks something. */
class PrechecksTest {

    private static final Path SOURCES = Path.of("src/run/java/dev/confab/run");

    @TempDir
    private Path folder;

    private record Outcome(int exitCode, String said) {}

    @Test
    void where_nothing_is_missing_nothing_is_said() throws Exception {
        program("node", "v20.19.0");
        program("npm", "10.8.2");

        assertThat(checks(Ports.free())).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void a_busy_port_is_told_with_one_to_take_instead() throws Exception {
        program("node", "v24.1.0");
        program("npm", "10.8.2");
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = other.getLocalPort();

            assertIsOneLine(
                    checks(port),
                    "Confab cannot listen on 127\\.0\\.0\\.1 port " + port
                            + " \\(.+\\)\\. Choose another port, for example: -Dconfab\\.port="
                            + (port + 1 & 0xffff));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http"})
    void a_port_that_is_none_is_told(String port) throws Exception {
        program("node", "v24.1.0");
        program("npm", "10.8.2");

        assertIsOneLine(checks(port), "Confab wants a port from 1 to 65535 in -Dconfab\\.port, not " + port + "\\.");
    }

    @Test
    void a_missing_node_is_told_with_where_to_get_it() throws Exception {
        assertIsOneLine(
                checks(Ports.free()),
                "Confab needs Node\\.js 20\\.19 or newer, and there is no `node` on the PATH\\."
                        + " Install it from nodejs\\.org\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v18.20.8", "v20.18.3"})
    void a_node_that_is_too_old_is_told_with_the_one_that_is_needed(String version) throws Exception {
        program("node", version);
        program("npm", "10.8.2");

        assertIsOneLine(
                checks(Ports.free()),
                "Confab needs Node\\.js 20\\.19 or newer, and this is " + version
                        + "\\. Update it from nodejs\\.org\\.");
    }

    @Test
    void a_node_without_npm_is_told() throws Exception {
        program("node", "v20.19.0");

        assertIsOneLine(checks(Ports.free()), "Confab needs npm, .* Install npm\\.");
    }

    @Test
    void a_missing_jdk_is_told_with_where_to_get_one() throws Exception {
        var old = jdk("old", "17.0.15");
        var runtimeOnly = jdk("runtime-only", "25.0.1");
        Files.delete(runtimeOnly.resolve("bin/javac"));

        assertThat(jdkAmong(old, runtimeOnly, folder.resolve("nothing")))
                .contains("needs a JDK 21 or newer, and Maven's is 17 and no other was found."
                        + " Install one (adoptium.net has them) or set JAVA_HOME to it.");
    }

    @Test
    void a_jdk_that_is_anywhere_will_do() throws Exception {
        assertThat(jdkAmong(jdk("old", "17.0.15"), jdk("new", "21.0.3"))).isEmpty();
        assertThat(jdkAmong(jdk("mac/Contents/Home", "25").getParent().getParent()))
                .isEmpty();
        assertThat(Prechecks.jdk(21, folder.resolve("none.xml"), Stream.of())).isEmpty();
    }

    @Test
    void who_names_jdks_to_maven_need_not_have_them_where_we_look() throws Exception {
        assertThat(Prechecks.jdk(17, Files.createFile(folder.resolve("toolchains.xml")), Stream.of()))
                .isEmpty();
    }

    /** Else what an older Java tells is a compiler's complaint. */
    @Test
    void what_mavens_own_java_starts_speaks_java_11() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        for (var program : List.of("Prechecks.java", "Spa.java")) {
            var exitCode = compiler.run(
                    null,
                    null,
                    null,
                    "--release",
                    "11",
                    "-proc:none",
                    "-sourcepath",
                    folder.toString(),
                    "-cp",
                    folder.toString(),
                    "-d",
                    folder.toString(),
                    SOURCES.resolve(program).toString());
            assertThat(exitCode).as(program).isZero();
        }
    }

    private static void assertIsOneLine(Outcome outcome, String line) {
        assertThat(outcome.said().strip()).matches(line);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    private Outcome checks(Object port) throws IOException, InterruptedException {
        var said = folder.resolve("said.txt");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classes = Prechecks.class.getProtectionDomain().getCodeSource().getLocation();
        var command = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        Path.of(classes.getPath()).toString(),
                        Prechecks.class.getName(),
                        "127.0.0.1",
                        port.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        command.environment()
                .put("PATH", Files.createDirectories(folder.resolve("bin")).toString());
        var process = command.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new Outcome(process.exitValue(), Files.readString(said));
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program on the path that says its version and nothing else. */
    private void program(String name, String version) throws IOException {
        var file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\necho " + version + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Path jdk(String name, String version) throws IOException {
        var home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(home.resolve("bin/javac"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Optional<String> jdkAmong(Path... folders) throws IOException {
        return Prechecks.jdk(17, folder.resolve("none.xml"), Stream.of(folders));
    }
}
