package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a socket: asked before the upgrade, for afterwards nobody asks any more. */
@InTheWorld
class HandshakeIT {

    private static final int MOST_SOCKETS = 10;

    private static Person ann;

    @BeforeAll
    static void annIsSignedIn(World world) {
        ann = world.signUp("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example",
                "http://evil.localhost:PORT",
                "http://localhost:1",
                "http://localhost",
                "https://localhost:PORT",
                "http://127.0.0.1:PORT",
                "http://localhost:PORT/",
                "http://localhost:PORT, http://localhost:PORT",
                "HTTP://LOCALHOST:PORT.evil.example",
                "file://",
                "null",
                ""
            })
    void a_page_of_another_site_opens_no_socket_with_our_cookie(String origin, World world) throws IOException {
        var foreign = origin.replace("PORT", Integer.toString(world.server().getPort()));

        try (var socket = Sockets.attempt(ann, Map.of("Origin", foreign))) {
            assertRefused(socket, 403, "/problems/foreign-origin");
        }
        // The premise: from our own page it does.
        ann.live().close();
    }

    @Test
    void a_cookie_without_an_origin_opens_no_socket_and_a_token_does() throws IOException {
        Map<String, String> noOrigin = new HashMap<>();
        noOrigin.put("Origin", null);

        try (var socket = Sockets.attempt(ann, noOrigin)) {
            assertRefused(socket, 403, "/problems/foreign-origin");
        }
        try (var socket = Sockets.attempt(ann.byToken(), noOrigin)) {
            assertThat(socket.status()).isEqualTo(101);
        }
        try (var socket = Sockets.attempt(ann.byToken(), Map.of("Origin", "https://evil.example"))) {
            assertRefused(socket, 403, "/problems/foreign-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?token=T",
                "?access_token=T",
                "?TOKEN=T",
                "?%74oken=T",
                "?session=T",
                "?confab_session=T",
                "?Authorization=Bearer%20T"
            })
    void a_secret_in_the_url_opens_nothing(String query) throws IOException {
        var secret = ann.byToken().credentials().get("Authorization").substring("Bearer ".length());
        var asked = query.replace("T", secret);
        var headers = RawSocket.handshake(ann.server());
        headers.put("Origin", Person.origin(ann.server()));

        try (var socket = RawSocket.connect(ann.server(), "/ws/v1" + asked, headers)) {
            assertThat(socket.status()).isIn(400, 401);
        }
        assertThat(RawHttp.get(ann.server(), "/api/v1/me" + asked).status()).isEqualTo(401);
    }

    @Test
    void a_secret_in_the_subprotocol_is_no_credential() throws IOException {
        var secret = ann.byToken().credentials().get("Authorization").substring("Bearer ".length());
        var headers = RawSocket.handshake(ann.server());
        headers.put("Sec-WebSocket-Protocol", "confab.v1, " + secret);

        try (var socket = RawSocket.connect(ann.server(), "/ws/v1", headers)) {
            assertRefused(socket, 401, "/problems/signed-out");
        }
    }

    @Test
    void a_forged_cookie_is_nobodys() throws IOException {
        var cookie = ann.credentials().get("Cookie");
        var secret = cookie.substring(cookie.indexOf('=') + 1);
        var session = Wire.objects(ann.get("/sessions").expect(200).json().getJsonArray("sessions"))
                .getFirst()
                .getString("id");
        var forgeries = List.of(
                "A".repeat(43),
                secret.substring(0, 42),
                secret + "A",
                secret.toLowerCase(java.util.Locale.ROOT),
                session,
                ann.id(),
                "A".repeat(4_000),
                "' OR 1=1 --",
                "%00",
                "null",
                "undefined");

        for (var forgery : forgeries) {
            var headers = Map.of("Cookie", "confab_session=" + forgery, "Origin", Person.origin(ann.server()));
            assertThat(Person.call(ann.server(), headers, "GET", "/me", null).status())
                    .as(forgery)
                    .isEqualTo(401);
            try (var socket = Sockets.attempt(ann, headers)) {
                assertRefused(socket, 401, "/problems/signed-out");
            }
        }
        // The premise: with the real one it would have been a yes.
        ann.get("/me").expect(200);
    }

    @Test
    void the_eleventh_socket_of_one_person_is_refused_until_one_of_the_ten_closes(World world) throws IOException {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        List<Live> open = new ArrayList<>();
        for (var i = 0; i < MOST_SOCKETS; i++) {
            open.add(world.live(ann));
        }

        try (var socket = Sockets.attempt(ann.byToken(), Map.of())) {
            assertRefused(socket, 429, "/problems/too-many-requests");
            assertThat(Long.parseLong(socket.headers().get("Retry-After"))).isPositive();
        }
        world.live(bob);
        open.getFirst().close();

        Waiting.until("there is room again", () -> {
            try (var socket = Sockets.attempt(ann, Map.of())) {
                return socket.status() == 101;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(open.subList(1, MOST_SOCKETS)).allMatch(Live::isOpen);
    }

    private static void assertRefused(RawSocket socket, int status, String type) {
        assertThat(socket.status()).isEqualTo(status);
        var problem = Wire.parseObject(socket.body());
        assertThat(problem.getString("type")).isEqualTo(type);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(socket.headers()).containsEntry("Cache-Control", "no-store").doesNotContainKey("Upgrade");
    }
}
