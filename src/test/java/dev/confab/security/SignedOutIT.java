package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is out is out at once, on the socket too; and what would put others out asks for the password again. */
@InTheWorld
class SignedOutIT {

    private static final int SIGNED_OUT = 4001;
    // The promise is 1 s; a loaded machine gets a little more.
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final String ANOTHER = "tr0ubador and three more";

    @Test
    void signing_out_closes_the_sessions_sockets_and_no_others(World world) {
        var phone = world.signUp("ann");
        var laptop = phone.signIn();
        var garden = phone.createChannel("garden");
        var sockets = List.of(world.live(phone), world.live(phone));
        var other = world.live(laptop);

        phone.signOut();

        sockets.forEach(SignedOutIT::assertClosed);
        assertDead(phone);
        other.acked(other.send(garden, "still here"));
        // What was said after it is not heard any more.
        assertThat(sockets).allMatch(live -> live.events(garden).isEmpty());
    }

    @Test
    void another_session_that_is_ended_from_the_list_is_over(World world) {
        var laptop = world.signUp("ann");
        var lost = laptop.signIn();
        var open = world.live(lost);
        var sessions = Wire.objects(laptop.get("/sessions").expect(200).json().getJsonArray("sessions"));
        assertThat(sessions).hasSize(2);
        var id = sessions.stream()
                .filter(session -> !session.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");

        laptop.call("DELETE", "/sessions/" + id, null).expect(204);

        assertClosed(open);
        assertDead(lost);
        laptop.get("/me").expect(200);
        laptop.call("DELETE", "/sessions/" + id, null).expect(404);
    }

    @Test
    void a_token_that_is_revoked_is_over(World world) {
        var ann = world.signUp("ann");
        var robot = ann.byToken();
        var open = world.live(robot);
        var token = Wire.objects(ann.get("/tokens").expect(200).json().getJsonArray("tokens"))
                .getFirst();

        ann.call("DELETE", "/tokens/" + token.getString("id"), null).expect(204);

        assertClosed(open);
        assertDead(robot);
    }

    @Test
    void a_changed_password_ends_all_other_sessions_and_tokens(World world) {
        var ann = world.signUp("ann");
        var thief = ann.signIn();
        var robot = ann.byToken();
        var own = world.live(ann);
        var sockets = List.of(world.live(thief), world.live(robot));

        ann.call("PUT", "/me/password", passwords(ann.password(), ANOTHER)).expect(204);

        sockets.forEach(SignedOutIT::assertClosed);
        assertDead(thief);
        assertDead(robot);
        ann.get("/me").expect(200);
        assertThat(own.isOpen()).isTrue();
        signIn(ann, ann.password()).expect(401);
        signIn(ann, ANOTHER).expect(200);
    }

    @Test
    void password_and_address_change_only_for_who_knows_the_password(World world) {
        var ann = world.signUp("ann");
        var thief = ann.signIn();
        var email = Wire.object("email", "thief-" + ann.username() + "@evil.example", "current", "not the password");

        thief.call("PUT", "/me/password", passwords("not the password", ANOTHER))
                .expect(403);
        thief.call("PUT", "/me/email", email).expect(403);
        thief.call("PUT", "/me/password", Wire.object("password", ANOTHER)).expect(422);
        thief.call("PUT", "/me/email", Wire.object("email", email.getString("email")))
                .expect(422);

        ann.get("/me").expect(200);
        assertThat(ann.get("/me").json().getString("email")).isEqualTo(ann.username() + "@example.com");
        signIn(ann, ann.password()).expect(200);
        signIn(ann, ANOTHER).expect(401);
    }

    @Test
    void signing_in_makes_a_new_session_and_ends_the_one_that_the_browser_brought(World world) {
        var mallory = world.signUp("mallory");
        var ann = world.signUp("ann");
        var login = Wire.object("login", ann.username(), "password", ann.password());

        // A session of Mallory's planted in Ann's browser, and a secret that Mallory has made up.
        for (var planted : List.of(mallory.credentials().get("Cookie"), "confab_session=" + "M".repeat(43))) {
            var headers = Map.of("Cookie", planted, "Origin", Person.origin(ann.server()));
            var reply = Person.call(ann.server(), headers, "POST", "/session", login)
                    .expect(200);
            assertThat("confab_session=" + reply.cookie("confab_session")).isNotEqualTo(planted);
            assertThat(Person.call(ann.server(), headers, "GET", "/me", null).status())
                    .isEqualTo(401);
        }
        assertDead(mallory);
    }

    @Test
    void who_fails_to_sign_in_or_up_keeps_the_session_that_was_open(World world) {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var open = world.live(ann);
        for (var account : List.of(ann, bob)) {
            var guess = Wire.object("login", account.username(), "password", "not the password");
            Person.call(ann.server(), ann.credentials(), "POST", "/session", guess)
                    .expect(401);
        }
        Person.call(ann.server(), ann.credentials(), "POST", "/accounts", account(bob.username()))
                .expect(409);
        ann.get("/me").expect(200);
        assertThat(open.isOpen()).isTrue();

        Person.call(ann.server(), ann.credentials(), "POST", "/accounts", account("new-" + ann.username()))
                .expect(201);

        assertClosed(open);
        assertDead(ann);
    }

    private static jakarta.json.JsonObject account(String username) {
        return Wire.object(
                "username",
                username,
                "email",
                username + "@example.com",
                "displayName",
                "Somebody",
                "password",
                "correct horse battery staple");
    }

    @Test
    void signing_in_from_another_site_is_refused(World world) {
        var ann = world.signUp("ann");
        var headers = Map.of("Origin", "https://evil.example");
        var login = Wire.object("login", ann.username(), "password", ann.password());

        Person.call(ann.server(), headers, "POST", "/session", login).expect(403);
    }

    @Test
    void the_cookies_are_for_this_server_and_for_no_script(World world) {
        var ann = world.signUp("ann");

        var reply = signIn(ann, ann.password()).expect(200);

        assertThat(reply.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=")
                        .doesNotContainIgnoringCase("Domain"));
    }

    @Test
    void signing_out_tells_the_browser_to_forget(World world) {
        var ann = world.signUp("ann");

        var reply = ann.call("DELETE", "/session", null).expect(204);

        assertThat(reply.cookie("confab_session")).isEmpty();
        assertThat(reply.headers().firstValue("Clear-Site-Data")).hasValue("\"cache\", \"storage\"");
        assertDead(ann);
    }

    static void assertClosed(Live live) {
        live.await(AT_ONCE, "the end", one -> !one.isOpen());
        assertThat(live.closeCode()).hasValue(SIGNED_OUT);
    }

    static void assertDead(Person person) {
        person.get("/me").expect(401);
        try (var socket = Sockets.attempt(person, Map.of())) {
            assertThat(socket.status()).isEqualTo(401);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static jakarta.json.JsonObject passwords(String current, String wanted) {
        return Wire.object("current", current, "password", wanted);
    }

    private static dev.confab.testing.Reply signIn(Person person, String password) {
        var login = Wire.object("login", person.username(), "password", password);
        return Person.call(person.server(), Map.of(), "POST", "/session", login);
    }
}
