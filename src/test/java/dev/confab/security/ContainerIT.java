package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.World;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the container answers by itself, before any of our filters is asked: without our headers and words. None of these
 * answers holds anything of anybody's, and they are held here so that a change is noticed.
 */
@InTheWorld
class ContainerIT {

    @ParameterizedTest
    @ValueSource(strings = {"/%u002e%u002e/WEB-INF/web.xml", "/%u002e/", "/assets/%u002e%u002e%u002fWEB-INF/web.xml"})
    void accepted_gap_an_encoding_that_is_none_is_answered_200_with_nothing(String path, World world) {
        var answer = get(world, path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/users/%00", "/api/v1/users/%ff%fe", "/%ff", "/assets/%00.js"})
    void accepted_gap_bytes_in_a_path_that_are_no_text_are_answered_400_with_nothing(String path, World world) {
        var answer = get(world, path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void accepted_gap_headers_that_are_too_large_are_answered_400_with_nothing(World world) {
        var answer = RawHttp.sendAnything(
                world.server(), "GET", "/api/v1/me", Map.of("User-Agent", "x".repeat(100_000)), new byte[0]);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void accepted_gap_trace_is_answered_405_with_nothing(World world) {
        var answer = RawHttp.sendAnything(world.server(), "TRACE", "/api/v1/me", Map.of("X-Echo", "echo"), new byte[0]);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/WEB-INF", "/WEB-INF;x/web.xml"})
    void accepted_gap_the_name_of_a_folder_is_answered_with_where_it_would_be(String path, World world) {
        var answer = get(world, path);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location"))
                .isEqualTo(world.server().resolve("/WEB-INF/").toString());
        assertThat(get(world, "/WEB-INF/").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "HEAD"})
    void a_body_with_a_method_that_has_none_is_passed_over(String method, World world) throws IOException {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var message = ann.post(garden, "hello").getString("id");
        var target = "/api/v1/messages/" + message;
        // A body that would be a request, if it were taken for one.
        var body = "DELETE /api/v1/session HTTP/1.1\r\nHost: x\r\n\r\n";
        var both = request(ann, method, target, "Content-Length: " + body.length(), body)
                + request(ann, "GET", "/api/v1/me", "Connection: close", "");

        assertThat(statuses(world, both)).containsExactly(method.equals("DELETE") ? 204 : 200, 200);

        var chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        both = request(ann, method, target, "Transfer-Encoding: chunked", chunked)
                + request(ann, "GET", "/api/v1/me", "Connection: close", "");

        assertThat(statuses(world, both)).containsExactly(method.equals("DELETE") ? 404 : 200, 200);
        ann.get("/me").expect(200);
    }

    private static String request(Person who, String method, String target, String header, String body) {
        var headers = who.credentials().entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue() + "\r\n")
                .collect(Collectors.joining());
        return method + " " + target + " HTTP/1.1\r\nHost: " + who.server().getAuthority() + "\r\n" + headers + header
                + "\r\n\r\n" + body;
    }

    /** What a connection that says all this at once is answered. */
    private static List<Integer> statuses(World world, String requests) throws IOException {
        try (var socket = new Socket("127.0.0.1", world.server().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Pattern.compile("HTTP/1\\.1 (\\d{3}) ")
                    .matcher(answers)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .toList();
        }
    }

    private static RawHttp.Answer get(World world, String path) {
        return RawHttp.sendAnything(world.server(), "GET", path, Map.of(), new byte[0]);
    }
}
