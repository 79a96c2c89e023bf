package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server as it stands in the world: behind one proxy that ends TLS. With short sessions and dearer hashes than the
 * standard, so that the end of the one and the renewal of the other can be seen.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProxiedIT {

    private static final String SITE = "https://chat.example";
    private static final String PASSWORD = "correct horse battery staple";
    private static final int SESSION_SECONDS = 25;
    private static final int FAILURES = 5;

    @TempDir
    private static Path data;

    private static Hashes hashes;
    private static ConfabServer server;
    /** Whoever comes first owns the workspace. */
    private static Signed owner;

    private static Signed shortLived;
    private static RawSocket shortLivedSocket;

    /** Somebody who is signed in, in the way of a browser at {@link #SITE}. */
    private record Signed(String id, String username, Map<String, String> headers) {}

    @BeforeAll
    static void aServerBehindAProxy() throws IOException {
        var database = Database.ofThisRun();
        hashes = new Hashes(database, data);
        server = ConfabServer.named("proxied")
                .database(database)
                .setting("confab.data.dir", data.toString())
                .setting("confab.public.url", SITE)
                .setting("confab.proxy.hops", "1")
                .setting("confab.sessions.absolute", Integer.toString(SESSION_SECONDS))
                .setting("confab.sign-in.failures-per-address", Integer.toString(FAILURES))
                .setting("confab.passwords.iterations", "3")
                .start();
        owner = signUp("owner");
        shortLived = signUp("short");
        shortLivedSocket = socket(shortLived);
    }

    @AfterAll
    static void stop() throws IOException {
        shortLivedSocket.close();
        server.close();
    }

    @Test
    @Order(1)
    void the_cookies_have_the_prefix_that_keeps_them_to_this_host_and_to_tls() {
        var reply = signIn(owner.username, PASSWORD, Map.of()).expect(200);

        assertThat(reply.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-confab_")
                        .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/")
                        .doesNotContainIgnoringCase("Domain"));
        // Without the prefix it may have been planted by another host of the domain.
        var planted = Map.of("Cookie", "confab_session=" + reply.cookie("__Host-confab_session"), "Origin", SITE);
        call(planted, "GET", "/me", null).expect(401);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://chat.example.evil.example",
                "https://app.chat.example",
                "http://chat.example",
                "https://chat.example:444",
                "https://chat.example/",
                "null",
                "OWN"
            })
    void only_the_public_address_is_our_site(String origin) throws IOException {
        var ann = signUp("ann");
        var foreign = new TreeMap<>(ann.headers);
        // Where the proxy reaches the server is no site of anybody's.
        foreign.put("Origin", origin.replace("OWN", Person.origin(server.baseUri())));

        try (var socket = RawSocket.connect(server.baseUri(), "/ws/v1", handshake(foreign))) {
            assertThat(socket.status()).isEqualTo(403);
        }
        call(foreign, "PATCH", "/me", Wire.object("displayName", "Mallory")).expect(403);
        call(ann.headers, "PATCH", "/me", Wire.object("displayName", "Ann")).expect(200);
        socket(ann).close();
    }

    @Test
    @Order(2)
    void the_address_is_what_our_proxy_has_written_and_not_what_the_client_has_made_up() {
        for (var i = 0; i < FAILURES; i++) {
            signIn("nobody" + UUID.randomUUID(), PASSWORD, from("203.0.113." + i + ", 198.51.100.7"))
                    .expect(401);
        }

        signIn("nobody" + UUID.randomUUID(), PASSWORD, from("198.51.100.99, 198.51.100.7"))
                .expect(429);
        signIn("nobody" + UUID.randomUUID(), PASSWORD, from("198.51.100.7, 198.51.100.8"))
                .expect(401);
        var reply =
                signIn(owner.username, PASSWORD, from("1.2.3.4, 198.51.100.9")).expect(200);
        var session = Map.of("Cookie", "__Host-confab_session=" + reply.cookie("__Host-confab_session"));
        assertThat(Wire.objects(call(session, "GET", "/sessions", null)
                                .expect(200)
                                .json()
                                .getJsonArray("sessions"))
                        .getLast()
                        .getString("address"))
                .isEqualTo("198.51.100.9");
    }

    @Test
    @Order(3)
    void who_is_deactivated_is_out_on_every_door_at_once() throws Exception {
        var bob = signUp("bob");
        var administrator = Map.of(
                "Cookie",
                "__Host-confab_session="
                        + signIn(owner.username, PASSWORD, Map.of()).expect(200).cookie("__Host-confab_session"),
                "Origin",
                SITE);
        var garden = call(bob.headers, "POST", "/channels", Wire.object("kind", "public", "name", "garden"))
                .expect(201)
                .json()
                .getString("id");
        var token = call(bob.headers, "POST", "/tokens", Wire.object("name", "robot"))
                .expect(201)
                .json()
                .getString("token");
        var robot = Map.of("Authorization", "Bearer " + token);
        var committed = new AtomicBoolean();
        try (var bobs = socket(bob);
                var robots = RawSocket.connect(server.baseUri(), "/ws/v1", handshake(robot));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Bob goes on meanwhile: whatever begins after the commit must fail.
            var late = threads.submit(() -> {
                var successes = 0;
                for (var i = 0; i < 40; i++) {
                    var isLate = committed.get();
                    var status = call(robot, "POST", "/channels/" + garden + "/messages", message())
                            .status();
                    successes += isLate && status != 401 ? 1 : 0;
                }
                return successes;
            });

            call(administrator, "PATCH", "/users/" + bob.id, Wire.object("deactivated", true))
                    .expect(200);
            committed.set(true);

            bobs.readLimit(3_000);
            robots.readLimit(3_000);
            assertThat(Sockets.closeCode(bobs)).isEqualTo(4001);
            assertThat(Sockets.closeCode(robots)).isEqualTo(4001);
            assertThat(late.get()).isZero();
        }
        call(bob.headers, "GET", "/me", null).expect(401);
        call(robot, "GET", "/me", null).expect(401);
        var right = signIn(bob.username, PASSWORD, from("192.0.2.1")).expect(401);
        assertThat(right.body())
                .isEqualTo(signIn(bob.username, "wrong password", from("192.0.2.2"))
                        .body());

        call(administrator, "PATCH", "/users/" + bob.id, Wire.object("deactivated", false))
                .expect(200);
        call(bob.headers, "GET", "/me", null).expect(401);
        signIn(bob.username, PASSWORD, Map.of()).expect(200);
    }

    @Test
    @Order(4)
    void a_session_that_has_lived_long_enough_ends_with_4001() throws IOException {
        assertThat(Sockets.closeCode(shortLivedSocket)).isEqualTo(4001);

        call(shortLived.headers, "GET", "/me", null).expect(401);
        try (var socket = RawSocket.connect(server.baseUri(), "/ws/v1", handshake(shortLived.headers))) {
            assertThat(socket.status()).isEqualTo(401);
        }
    }

    @Test
    @Order(5)
    void passwords_are_kept_as_argon2id_and_an_old_hash_is_renewed_at_the_next_sign_in() {
        var ann = signUp("ann");
        var bob = signUp("bob");
        var old = hashes.withParameters(PASSWORD, 8_192, 1);

        hashes.whileQuiet(server, () -> {
            var fresh = hashes.all();
            assertThat(fresh.values()).allMatch(hash -> hash.startsWith("$argon2id$v=19$m=19456,t=3,p=1$"));
            // The same password each time: only a salt makes them different.
            assertThat(fresh.values()).doesNotHaveDuplicates();
            hashes.put(ann.id, old);
            hashes.put(bob.id, old);
        });
        signIn(ann.username, "not the password", Map.of()).expect(401);
        signIn(ann.username, PASSWORD, Map.of()).expect(200);
        signIn(ann.username, PASSWORD, Map.of()).expect(200);

        hashes.whileQuiet(server, () -> {
            assertThat(hashes.all().get(ann.id)).startsWith("$argon2id$v=19$m=19456,t=3,p=1$");
            assertThat(hashes.all().get(bob.id)).isEqualTo(old);
        });
    }

    private static Map<String, String> from(String forwardedFor) {
        return Map.of("X-Forwarded-For", forwardedFor);
    }

    private static JsonObject message() {
        return Wire.object("clientId", UUID.randomUUID().toString(), "text", "still here");
    }

    private static Signed signUp(String name) {
        var username = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        var account = Wire.object(
                "username", username, "email", username + "@example.com", "displayName", name, "password", PASSWORD);
        var reply = call(Map.of(), "POST", "/accounts", account).expect(201);
        var cookie = "__Host-confab_session=" + reply.cookie("__Host-confab_session");
        return new Signed(reply.json().getString("id"), username, Map.of("Cookie", cookie, "Origin", SITE));
    }

    private static Reply signIn(String login, String password, Map<String, String> headers) {
        return call(headers, "POST", "/session", Wire.object("login", login, "password", password));
    }

    private static Reply call(Map<String, String> headers, String method, String path, JsonObject body) {
        return Person.call(server.baseUri(), headers, method, path, body);
    }

    private static RawSocket socket(Signed who) throws IOException {
        var socket = RawSocket.connect(server.baseUri(), "/ws/v1", handshake(who.headers));
        assertThat(socket.status()).isEqualTo(101);
        socket.readLimit(60_000);
        return socket;
    }

    private static Map<String, String> handshake(Map<String, String> credentials) {
        URI uri = server.baseUri();
        var headers = RawSocket.handshake(uri);
        headers.putAll(credentials);
        return headers;
    }
}
