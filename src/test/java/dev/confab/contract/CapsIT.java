package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Reply;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A18: everything has a cap. Up to the cap all is well; one more is refused, and said to be too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CapsIT {

    private static final int CAP = 3;
    private static final int TEXT = 20;
    private static final int FRAME = 2_048;
    private static final int BODY = 4_096;
    private static final int PAGE = 200;
    private static final int ACCOUNTS = 16;

    private ConfabServer server;
    private World world;
    private Person ann;

    @BeforeAll
    void start() {
        server = ConfabServer.named("caps")
                .database(Database.ofThisRun())
                .setting("confab.limits.text", Integer.toString(TEXT))
                .setting("confab.limits.frame", Integer.toString(FRAME))
                .setting("confab.limits.body", Integer.toString(BODY))
                .setting("confab.limits.sockets-per-user", Integer.toString(CAP))
                .setting("confab.limits.sessions-per-user", Integer.toString(CAP))
                .setting("confab.limits.tokens-per-user", Integer.toString(CAP))
                .setting("confab.limits.channels-per-user", Integer.toString(CAP))
                .setting("confab.limits.members-per-channel", Integer.toString(CAP))
                .setting("confab.limits.accounts", Integer.toString(ACCOUNTS))
                .start();
        world = World.on(server.baseUri());
        ann = world.signUp("ann");
    }

    @AfterAll
    void stop() {
        world.close();
        server.close();
    }

    /** A call that may be made so often. */
    private record Cap(String what, int allowed, int refusal, Function<Integer, Reply> call) {}

    @Test
    void one_more_than_the_cap_is_refused() {
        var cem = world.signUp("cem");
        var dee = world.signUp("dee");
        var room = dee.createChannel("room");
        var caps = List.of(
                new Cap("tokens", CAP, 409, i -> cem.call("POST", "/tokens", Wire.object("name", "program " + i))),
                new Cap(
                        "channels",
                        CAP,
                        409,
                        i -> cem.call("POST", "/channels", Wire.object("kind", "public", "name", "room " + i))),
                new Cap(
                        "direct channels",
                        0,
                        409,
                        i -> cem.call(
                                "POST", "/channels", Wire.object("kind", "direct", "members", List.of(dee.id())))),
                // Dee is in it already.
                new Cap("members", CAP - 1, 409, i -> {
                    var other = world.signUp("member" + i);
                    return other.call("PUT", "/channels/" + room + "/members/" + other.id(), null);
                }),
                new Cap(
                        "channels of one who is added",
                        0,
                        409,
                        i -> dee.call(
                                "PUT", "/channels/" + dee.createChannel("other") + "/members/" + cem.id(), null)));
        for (var cap : caps) {
            for (var i = 0; i < cap.allowed; i++) {
                cap.call.apply(i).expect(200, 201, 204);
            }
            var refused = cap.call.apply(cap.allowed);
            System.out.printf("A18 %s: allowed=%d then %d%n", cap.what, cap.allowed, refused.status());
            refused.expect(cap.refusal);
            assertThat(refused.json().getString("detail")).as(cap.what).contains("limit");
        }
    }

    @Test
    void one_size_more_than_the_largest_is_refused() {
        var room = ann.createChannel("room");
        var grin = Character.toString(0x1f600); // one character, two of Java's
        ann.tryPost(room, UUID.randomUUID().toString(), grin.repeat(TEXT)).expect(201);
        ann.tryPost(room, UUID.randomUUID().toString(), grin.repeat(TEXT + 1)).expect(422);
        var message = ann.messages(room).getFirst().getString("id");
        ann.call("PATCH", "/messages/" + message, Wire.object("text", "x".repeat(TEXT + 1)))
                .expect(422);
        for (var path : List.of(
                "/channels?limit=",
                "/channels/" + room + "/messages?limit=",
                "/users?limit=",
                "/sessions?limit=",
                "/tokens?limit=",
                "/channels/" + room + "/log?limit=",
                "/channels/" + room + "/members?limit=")) {
            ann.get(path + PAGE).expect(200);
            ann.get(path + (PAGE + 1)).expect(422);
        }
        var fits = Wire.object("clientId", UUID.randomUUID().toString(), "text", "hi", "more", "");
        var padding = BODY - fits.toString().length();
        ann.call("POST", "/channels/" + room + "/messages", padded(fits, padding))
                .expect(201);
        ann.call("POST", "/channels/" + room + "/messages", padded(fits, padding + 1))
                .expect(413);
    }

    private static JsonObject padded(JsonObject body, int padding) {
        return Json.createObjectBuilder(body).add("more", "x".repeat(padding)).build();
    }

    @Test
    void one_socket_too_many_is_refused_until_another_one_is_closed() throws IOException {
        var bob = world.signUp("bob");
        var lives = List.of(world.live(bob), world.live(bob), world.live(bob));
        assertThat(handshake(bob)).isEqualTo(429);

        lives.getFirst().close();

        Waiting.until("room for another one", () -> handshake(bob) == 101);
        var longest = "{\"type\":\"ping\",\"ref\":\"longest\"}";
        lives.getLast().say(Wire.object("type", "ping", "ref", "x", "more", "y".repeat(FRAME - longest.length() - 20)));
        lives.getLast().await("a pong", live -> live.frames("pong").size() == 1);
        lives.getLast().say(Wire.object("type", "ping", "more", "y".repeat(FRAME)));
        lives.getLast().await("the end", live -> !live.isOpen());
        assertThat(lives.getLast().closeCode()).hasValue(1009);
    }

    @Test
    void of_too_many_sessions_the_oldest_ends() {
        var eve = world.signUp("eve");
        var live = world.live(eve);
        var second = eve.signIn();
        var third = eve.signIn();
        eve.get("/me").expect(200);

        var fourth = eve.signIn();

        eve.get("/me").expect(401);
        live.await("the end", one -> !one.isOpen());
        assertThat(live.closeCode()).hasValue(4001);
        List.of(second, third, fourth).forEach(other -> other.get("/me").expect(200));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_full_workspace_takes_nobody_more() {
        var number = new int[1];
        Waiting.until(
                Duration.ofMinutes(1),
                () -> "never full",
                () -> signUp(number[0]++).status() != 201);
        var refused = signUp(number[0]);
        System.out.printf("A18 accounts: then %d%n", refused.status());
        refused.expect(409, 403);
        assertThat(ann.get("/users?limit=" + PAGE).expect(200).json().getJsonArray("users"))
                .hasSize(ACCOUNTS);
    }

    private Reply signUp(int number) {
        var name = "late" + number;
        return Person.call(
                server.baseUri(),
                Map.of("Origin", Person.origin(server.baseUri())),
                "POST",
                "/accounts",
                Wire.object(
                        "username",
                        name,
                        "email",
                        name + "@example.com",
                        "displayName",
                        name,
                        "password",
                        ann.password()));
    }

    private static int handshake(Person person) {
        try {
            var headers = RawSocket.handshake(person.server());
            headers.putAll(person.credentials());
            try (var socket = RawSocket.connect(person.server(), "/ws/v1", headers)) {
                return socket.status();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
