package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.web.security.Asked;
import dev.confab.web.security.PublicUrl;
import jakarta.servlet.FilterChain;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateFilterTest {

    @BeforeEach
    void no_address_is_set() {
        PublicUrl.is(null);
    }

    private static boolean isLetIn(Asked asked) throws Exception {
        AtomicBoolean isIn = new AtomicBoolean();
        FilterChain chain = (request, response) -> isIn.set(true);
        new GateFilter().doFilter(asked.request(), asked.response(), chain);
        return isIn.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/api/v1/channels/01abc/messages",
                "/assets/index-B1x_2.js",
                "/api/v1/messages/01a/reactions/%F0%9F%8D%8E",
                "/c/a%20b",
                "/favicon.svg",
                "/a.b/c",
                "/ws/v1",
                "/c/a...b"
            })
    void straight_paths_come_in(String path) throws Exception {
        assertThat(isLetIn(new Asked("GET", path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/a/..",
                "/a/../b",
                "/./a",
                "/%2e%2e/a",
                "/%2E%2e/a",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "/a;jsessionid=1",
                "/a%3bb",
                "/a:b",
                "/a%3Ab",
                "/a%00b",
                "/a%252e",
                "/%u002e",
                "//evil.net",
                "/a//b",
                "/.git/config",
                "/.env",
                "/WEB-INF/web.xml",
                "/web-inf",
                "/x/META-INF/MANIFEST.MF",
                "/a%",
                "/a%g0",
                "/a%2",
                "/a b",
                "/a\nb"
            })
    void crooked_paths_do_not(String path) throws Exception {
        Asked asked = new Asked("GET", path);
        assertThat(isLetIn(asked)).isFalse();
        assertThat(asked.status()).isEqualTo(404);
        assertThat(asked.answered()).containsEntry("Content-Type", "application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "get", "FOO"})
    void methods_that_nobody_answers_do_not(String method) throws Exception {
        Asked asked = new Asked(method, "/");
        assertThat(isLetIn(asked)).isFalse();
        assertThat(asked.status()).isEqualTo(405);
    }

    @Test
    void a_change_from_another_site_does_not() throws Exception {
        Asked asked = new Asked("DELETE", "/api/v1/session")
                .cookie("confab_session", "x")
                .header("Origin", "http://evil.net");
        assertThat(isLetIn(asked)).isFalse();
        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.body()).contains("/problems/foreign-origin");
        assertThat(asked.answered().get("Content-Length"))
                .isEqualTo("" + asked.body().length());
    }
}
