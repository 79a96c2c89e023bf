package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.World;
import java.util.Map;
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

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void accepted_gap_a_body_with_a_method_that_has_none_is_answered_400_with_nothing(String method, World world) {
        var answer = RawHttp.sendAnything(world.server(), method, "/api/v1/me", Map.of(), new byte[] {'{', '}'});

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

    private static RawHttp.Answer get(World world, String path) {
        return RawHttp.sendAnything(world.server(), "GET", path, Map.of(), new byte[0]);
    }
}
