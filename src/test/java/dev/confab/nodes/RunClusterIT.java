package dev.confab.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.run.Ports;
import dev.confab.testing.MariaDb;
import dev.confab.testing.RunCommand;
import dev.confab.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code mvn -Pcluster} promises, after Maven has built it: what it says when it cannot, and that it leaves nothing. */
class RunClusterIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Path project;

    @BeforeAll
    static void unpack() {
        MariaDb.mustBeMeant("RunClusterIT", "it brings a MariaDB of its own");
        MariaDb.unpacked();
    }

    @BeforeEach
    void folder() throws IOException {
        project = RunCommand.project();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        RunCommand.remove(project);
    }

    private RunCommand start(Map<String, String> more) throws IOException {
        var settings = new HashMap<>(Map.of("confab.port", Integer.toString(Ports.free())));
        settings.putAll(more);
        return RunCommand.startCluster(project, settings, Map.of());
    }

    @Test
    void ctrl_c_while_it_starts_ends_all_of_it() throws Exception {
        try (var command = start(Map.of())) {
            command.awaitStartingNodes();
            var servers = command.servers();
            assertThat(servers).as("MariaDB, Redis and a node").hasSizeGreaterThan(4);

            command.pressCtrlC();

            assertThat(command.exitCode()).isEqualTo(130);
            // The shells that held the leashes end a moment after what they held.
            Waiting.until("all has ended", () -> servers.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(command.complaint()).isEmpty();
        }
    }

    @Test
    void nothing_outlives_the_command_that_was_killed() throws Exception {
        try (var command = start(Map.of())) {
            command.awaitStartingNodes();
            var servers = command.servers();

            command.kill9();

            Waiting.until(LIMIT, () -> "all has ended", () -> servers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void what_is_missing_is_told_with_the_way_to_get_it() throws Exception {
        var settings = Map.of("confab.port", Integer.toString(Ports.free()));
        try (var command = RunCommand.startCluster(project, settings, Map.of("PATH", "/nowhere"))) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.complaint())
                    .contains("redis-server")
                    .contains("is not on this machine. Install it (Debian and Ubuntu: apt-get install redis-tools)");
        }
    }

    @Test
    void a_number_of_nodes_that_it_cannot_have_is_told_in_one_line() throws Exception {
        try (var command = start(Map.of("confab.nodes", "4"))) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.said().strip()).isEqualTo("Confab: confab.nodes is 1, 2, 3, not \"4\"");
        }
    }

    @Test
    void a_busy_port_is_told_in_one_line() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = other.getLocalPort();
            try (var command = start(Map.of("confab.port", Integer.toString(port)))) {
                assertThat(command.exitCode()).isEqualTo(1);
                assertThat(command.said().strip())
                        .isEqualTo("Confab: port " + port
                                + " is taken. Choose another one: mvn -Pcluster -Dconfab.port=" + (port + 1));
            }
        }
    }
}
