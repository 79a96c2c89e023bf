package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Person;
import dev.confab.testing.RunCommand;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What {@code mvn -Prun} promises, after Maven has built it. Two copies run beside each other for all tests, in one
 * project's folder and with no settings but their ports.
 */
class RunIT {

    private static final int PORT = Ports.free();
    private static final int OTHER_PORT = Ports.freeBut(PORT);

    private static Path project;
    private static RunCommand first;
    private static URI firstUri;
    private static RunCommand second;
    private static URI secondUri;

    @BeforeAll
    static void twoCopiesRun() throws IOException {
        project = RunCommand.project();
        first = start(PORT);
        first.awaitStarting(); // and so it is the first one that has the data folder
        second = start(OTHER_PORT);
        firstUri = first.awaitReady();
        secondUri = second.awaitReady();
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        Stream.of(first, second).filter(Objects::nonNull).forEach(RunCommand::close);
        RunCommand.remove(project);
    }

    @Test
    void the_address_that_it_prints_answers_with_the_app() throws Exception {
        assertThat(firstUri).hasToString("http://localhost:" + PORT + "/");
        assertThat(page(firstUri)).contains("<title>Confab</title>");

        var admin = first.adminUri();
        try (var socket = new Socket(admin.getHost(), admin.getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void a_second_copy_beside_it_has_its_own_people() {
        assertThat(secondUri).hasToString("http://localhost:" + OTHER_PORT + "/");
        var ann = Person.signUp(firstUri, "ann");
        var login = Wire.object("login", ann.username(), "password", ann.password());

        Person.call(firstUri, Map.of(), "POST", "/session", login).expect(200);
        Person.call(secondUri, Map.of(), "POST", "/session", login).expect(401);
        assertThat(project.resolve("data")).isNotEmptyDirectory();
        assertThat(project.resolve("data-" + OTHER_PORT)).isNotEmptyDirectory();
    }

    @Test
    void ctrl_c_ends_it_with_nothing_left_behind_and_the_next_start_knows_what_was_said() throws Exception {
        var ann = Person.signUp(secondUri, "ann");
        var garden = ann.createChannel("garden");
        ann.post(garden, "the roses are out");
        var payara = second.servers();

        second.pressCtrlC();

        assertThat(second.exitCode()).isEqualTo(130);
        assertThat(payara).hasSize(1).noneMatch(ProcessHandle::isAlive);
        assertThat(second.said()).endsWith("Confab: stopping\n");
        assertThat(second.complaint()).isEmpty();
        assertThat(page(firstUri)).contains("<title>Confab</title>");

        second = start(OTHER_PORT);
        secondUri = second.awaitReady();

        ann.get("/me").expect(200);
        assertThat(ann.signIn().messages(garden))
                .extracting(message -> message.getString("text"))
                .containsExactly("the roses are out");
    }

    @Test
    void ctrl_c_ends_one_that_is_still_starting_as_well() throws Exception {
        try (var third = start(Ports.free())) {
            third.awaitStarting();
            var payara = third.servers();

            third.pressCtrlC();

            assertThat(third.exitCode()).isEqualTo(130);
            assertThat(payara).hasSize(1).noneMatch(ProcessHandle::isAlive);
            assertThat(third.complaint()).isEmpty();
        }
    }

    @Test
    void it_ends_in_the_same_way_where_the_command_alone_is_asked_to() throws Exception {
        try (var third = start(Ports.free())) {
            third.awaitStarting();
            var payara = third.servers();

            third.sigterm();

            assertThat(third.exitCode()).isEqualTo(143);
            assertThat(payara).hasSize(1).noneMatch(ProcessHandle::isAlive);
            assertThat(third.complaint()).isEmpty();
        }
    }

    @Test
    void payara_does_not_outlive_the_command_that_was_killed() throws Exception {
        try (var third = start(Ports.free())) {
            third.awaitStarting();
            var payara = third.servers();
            assertThat(payara).hasSize(1);

            third.kill9();

            // The further it has come, the longer it takes to stop.
            Waiting.until(
                    Duration.ofMinutes(1),
                    () -> "Payara has ended",
                    () -> payara.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void a_busy_port_is_told_in_one_line() throws Exception {
        try (var third = start(PORT)) {
            assertThat(third.exitCode()).isEqualTo(1);
            assertThat(third.said().strip())
                    .isEqualTo("Confab: port " + PORT + " is taken. Choose another one: mvn -Prun -Dconfab.port="
                            + (PORT + 1));
        }
    }

    @Test
    void a_data_folder_that_another_copy_has_is_told_in_one_line() throws Exception {
        var settings = Map.of("confab.port", Integer.toString(Ports.free()), "confab.data.dir", "data");
        try (var third = RunCommand.start(project, settings)) {
            assertThat(third.exitCode()).isEqualTo(1);
            assertThat(third.said().strip())
                    .isEqualTo("Confab: the data folder is in use by another Confab;"
                            + " name another: -Dconfab.data.dir=...");
        }
    }

    private static RunCommand start(int port) throws IOException {
        return RunCommand.start(project, Map.of("confab.port", Integer.toString(port)));
    }

    private static String page(URI address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
