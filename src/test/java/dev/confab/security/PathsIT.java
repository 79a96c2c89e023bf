package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that lead where nobody should get, and what the server says of itself. */
@InTheWorld
class PathsIT {

    private static Person eve;

    @BeforeAll
    static void eveIsSignedIn(World world) {
        eve = world.signUp("eve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.git/",
                "/.git/config",
                "/.env",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/WEB-INF/",
                "/WEB-INF/a:b",
                "/META-INF/persistence.xml",
                "/assets/../WEB-INF/web.xml",
                "/a/..;/WEB-INF/web.xml",
                "/;/WEB-INF/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB%2dINF/web.xml",
                "/%2e%2e/WEB-INF/web.xml",
                "/assets/%2e%2e/WEB-INF/web.xml",
                "/assets/%2e%2e%2fWEB-INF/web.xml",
                "/assets/..%5cWEB-INF/web.xml",
                "/assets/%252e%252e/WEB-INF/web.xml",
                "/assets/%c0%ae%c0%ae/WEB-INF/web.xml",
                "//WEB-INF/web.xml",
                "/./WEB-INF/web.xml",
                "/WEB-INF/web.xml%00.js",
                "/WEB-INF/classes/META-INF/openapi.yaml",
                "/WEB-INF/classes/dev/confab/web/Problem.class",
                "/../../../../../../etc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/api/v1/../../WEB-INF/web.xml",
                "/api/v1/me/x.css",
                "/api/v1/me;x.css",
                "/api/v1//me",
                "/api/v2/me",
                "/api/",
                "/index.html.br/../WEB-INF/web.xml",
                "/index.jsp",
                "/x.jsp",
                "/server-status.php",
                "/application.wadl",
                "/api/v1/application.wadl"
            })
    void an_address_that_leads_astray_leads_nowhere(String path, World world) {
        var cookie = Map.of("Cookie", eve.credentials().get("Cookie"));

        var answer = RawHttp.sendAnything(world.server(), "GET", path, cookie, new byte[0]);

        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
        assertThat(answer.body())
                .doesNotContain("<web-app", "persistence", "root:", "openapi:", eve.username(), "dev/confab", "listen");
    }

    /** Payara's authorisation fails on it, unless it is kept from it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a:b",
                "/:",
                "/api/v1/users/a:b",
                "/api/v1/channels/a%3Ab",
                "/ws/v1:x",
                "/assets/a%3ab.js",
                "/a:b/c:d?e=f:g",
                "/health:x"
            })
    void a_path_with_a_colon_is_not_there_and_nothing_fails_on_it(String path, World world, ConfabServer server)
            throws IOException {
        var answer = RawHttp.get(world.server(), path);

        assertThat(Files.readString(server.log())).doesNotContain("URLPatternSpec");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("/problems/not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACK", "PROPFIND", "DEBUG", "get"})
    void a_method_that_nobody_here_answers_is_refused(String method, World world) {
        for (var path : new String[] {"/", "/api/v1/me", "/ws/v1", "/health/live"}) {
            var answer = RawHttp.sendAnything(world.server(), method, path, Map.of("X-Echo", "echo"), new byte[0]);

            assertThat(answer.status()).as(path).isIn(400, 405, 501);
            assertThat(answer.body()).doesNotContain("X-Echo").doesNotContain("echo");
        }
    }

    @Test
    void the_servers_administration_is_not_at_this_port(World world) {
        for (var path : new String[] {
            "/common/index.jsf",
            "/login.jsf",
            "/monitoring/domain",
            "/rest-interface",
            "/admin",
            "/management/domain",
            "/__asadmin/version"
        }) {
            var answer = RawHttp.sendAnything(world.server(), "GET", path, Map.of(), new byte[0]);
            assertThat(answer.body()).as(path).doesNotContainIgnoringCase("payara", "glassfish", "j_username");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/health/ready",
                "/openapi",
                "/asyncapi",
                "/metrics",
                "/",
                "/ws/v1",
                "/nowhere/at.all"
            })
    void what_is_open_to_all_wears_the_headers_too(String path, World world) {
        var reply = RawHttp.get(world.server(), path);

        assertThat(reply.body()).doesNotContainIgnoringCase("exception", "jdbc:");
    }

    @Test
    void an_answer_of_the_api_is_for_one_person_and_for_no_cache(World world) {
        var ann = eve;
        var bob = world.signUp("bob");

        for (var path : new String[] {"/me", "/channels", "/sessions", "/users/" + ann.id(), "/users/nobody"}) {
            for (var who : new Person[] {ann, bob}) {
                var reply = who.get(path);
                assertThat(reply.headers().allValues("Cache-Control")).containsExactly("no-store");
                assertThat(reply.headers().firstValue("ETag")).isEmpty();
                assertThat(reply.headers().firstValue("Last-Modified")).isEmpty();
            }
        }
        assertThat(bob.get("/me").json().getString("id")).isEqualTo(bob.id());
    }

    @Test
    void headers_that_only_a_proxy_may_send_change_nothing(World world) {
        var headers = new HashMap<>(eve.credentials());
        headers.putAll(Map.of(
                "X-Forwarded-Host", "evil.example",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-For", "203.0.113.9",
                "X-Real-IP", "203.0.113.9",
                "Forwarded", "for=203.0.113.9;host=evil.example;proto=https",
                "X-HTTP-Method-Override", "DELETE",
                "X-Original-URL", "/api/v1/tokens",
                "X-Rewrite-URL", "/api/v1/tokens",
                "X-User-ID", "1"));

        var reply = RawHttp.send(world.server(), "GET", "/api/v1/sessions", headers, new byte[0]);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("\"sessions\"").doesNotContain("203.0.113.9", "evil");
        eve.get("/me").expect(200);
    }

    @Test
    void another_sites_host_is_no_origin_of_ours(World world) {
        var headers = Map.of(
                "Cookie", eve.credentials().get("Cookie"),
                "Host", "evil.example",
                "Origin", eve.credentials().get("Origin"));

        assertThat(RawHttp.json(world.server(), headers, "PATCH", "/api/v1/me", "{}")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /",
                "PUT /assets/x.js",
                "DELETE /channels",
                "POST /asyncapi",
                "POST /openapi",
                "PUT /health/live"
            })
    void a_method_that_is_not_for_a_page_is_told_which_are(String request, World world) {
        var words = request.split(" ");

        var answer = RawHttp.sendAnything(world.server(), words[0], words[1], Map.of(), new byte[0]);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET").doesNotContain(words[0]);
    }
}
