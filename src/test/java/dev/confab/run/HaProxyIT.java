package dev.confab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.testing.Balancer;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the load balancer of the cluster does, before two nodes that are none. */
class HaProxyIT {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private TinyNode oak;
    private TinyNode elm;
    private HaProxy haProxy;

    @BeforeEach
    void twoNodesAndABalancer() throws Exception {
        oak = new TinyNode("oak");
        elm = new TinyNode("elm");
        haProxy = Balancer.before(oak.port(), elm.port());
        haProxy.awaitReady(LIMIT);
    }

    @AfterEach
    void close() throws IOException {
        haProxy.close();
        oak.close();
        elm.close();
    }

    private HttpResponse<String> get(String path, Map<String, String> headers) {
        // A connection of its own each time.
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + haProxy.uri().getPort() + path))
                    .timeout(LIMIT);
            headers.forEach(request::header);
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Who answers, of so many askings. */
    private TreeSet<String> who() {
        var names = new TreeSet<String>();
        IntStream.range(0, 8).forEach(n -> names.add(get("/", Map.of()).body().split(" ")[0]));
        return names;
    }

    private RawSocket socket() throws IOException {
        var socket = RawSocket.connect(haProxy.uri(), "/ws/v1", RawSocket.handshake(haProxy.uri()));
        assertThat(socket.status()).isEqualTo(101);
        socket.readLimit((int) LIMIT.toMillis());
        return socket;
    }

    private static void echoes(RawSocket socket) throws IOException {
        socket.sendBytes("roses".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(socket.bytes().readNBytes(5))
                .asString(StandardCharsets.ISO_8859_1)
                .isEqualTo("roses");
    }

    @Test
    void requests_go_to_all_nodes() {
        assertThat(who()).containsExactly("elm", "oak");
    }

    @Test
    void the_address_of_the_client_is_the_last_that_the_node_reads() {
        assertThat(get("/", Map.of("X-Forwarded-For", "203.0.113.1", "X-Forwarded-Proto", "https"))
                        .body())
                .endsWith(" 203.0.113.1,127.0.0.1 http");
    }

    @Test
    void a_socket_is_passed_on_and_sockets_are_spread() throws IOException {
        try (var one = socket();
                var other = socket()) {
            echoes(one);
            echoes(other);
            for (var node : haProxy.nodes()) {
                assertThat(haProxy.connections(node)).as(node).isEqualTo(1);
            }
        }
    }

    @Test
    void a_node_that_is_not_ready_gets_nothing_new_and_keeps_its_sockets() throws Exception {
        try (var one = socket();
                var other = socket()) {
            oak.ready(false);
            haProxy.awaitOut("node1", LIMIT);
            assertThat(who()).containsExactly("elm");
            echoes(one);
            echoes(other);

            oak.ready(true);
            haProxy.awaitUp("node1", LIMIT);
            assertThat(who()).containsExactly("elm", "oak");
        }
    }

    @Test
    void a_node_that_is_dead_is_taken_out() throws Exception {
        elm.close();
        haProxy.awaitOut("node2", LIMIT);
        assertThat(who()).containsExactly("oak");
    }

    @Test
    void a_node_that_is_drained_gets_nothing_new_and_keeps_its_sockets_until_they_are_cut() throws Exception {
        try (var one = socket();
                var other = socket()) {
            haProxy.drain("node1");
            assertThat(haProxy.status("node1")).startsWith("DRAIN");
            assertThat(who()).containsExactly("elm");
            echoes(one);
            echoes(other);

            haProxy.cut("node1");
            Waiting.until("its socket is closed", () -> connections("node1") == 0);
            assertThat(one.bytes().read()).as("the end").isNegative();
            echoes(other);
            haProxy.ready("node1");
            haProxy.awaitUp("node1", LIMIT);
            assertThat(who()).as("the one with the fewest connections").containsExactly("oak");
        }
    }

    private int connections(String node) {
        try {
            return haProxy.connections(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"/metrics,404", "/health/ready,404", "/openapi,404", "/asyncapi,404", "/a%u002e,400"})
    void what_is_for_those_who_run_it_is_not_seen_through_it(String path, int status) throws IOException {
        var raw = RawSocket.connect(haProxy.uri(), path, Map.of("Host", "localhost"));
        try (raw) {
            assertThat(raw.status()).isEqualTo(status);
        }
    }

    @Test
    void a_command_that_it_does_not_know_is_told() {
        assertThatThrownBy(() -> haProxy.drain("node3")).hasMessageContaining("No such server");
    }
}
