package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Secrets;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down: who came in and who did not, on one line each, and nothing that anybody could use. */
@InTheWorld
class LogsIT {

    @Test
    void no_secret_and_no_word_of_anybody_is_written_down(World world, ConfabServer server) throws IOException {
        var eve = world.signUp("eve");
        var said = "what is said in the garden stays there " + UUID.randomUUID();
        var typed = "hunter2 and other stories " + UUID.randomUUID();
        List.of(said, typed).forEach(Secrets::note);
        var garden = eve.createChannel("garden");
        var eves = world.live(eve);
        var robot = eve.byToken();

        // Said well, badly, twice, too long, on every door.
        eves.acked(eves.send(garden, said));
        var id = eve.post(garden, said).getString("id");
        eve.edit(id, said + said);
        eve.tryPost(garden, "no uuid", said).expect(422);
        robot.tryPost(Calls.NOBODYS, UUID.randomUUID().toString(), said).expect(404);
        eve.tryPost(garden, UUID.randomUUID().toString(), said.repeat(200)).expect(422);
        eves.say(Wire.object("type", said, "ref", 1));
        eves.socket().sendText("{\"text\":\"" + said);
        raw(eve, "/messages/" + id, "{\"text\":\"" + said).expect(400);
        // A password in every field that somebody may type it into by mistake.
        for (var body : List.of(
                Wire.object("login", typed, "password", typed),
                Wire.object("login", eve.username(), "password", typed),
                Wire.object("login", eve.username(), "password", typed.repeat(100)))) {
            Person.call(eve.server(), Map.of(), "POST", "/session", body).expect(401, 422);
        }
        eve.call("PUT", "/me/password", Wire.object("current", typed, "password", typed + "2"))
                .expect(403);
        RawHttp.get(
                eve.server(),
                "/api/v1/me?token=" + robot.credentials().get("Authorization").substring(7));
        RawHttp.sendAnything(eve.server(), "GET", "/%u002e/", robot.credentials(), new byte[0]);

        assertThat(Secrets.known()).isGreaterThan(5);
        for (var place : server.written()) {
            assertThat(Secrets.leaksIn(place)).isEmpty();
        }
        // The premise: there is a log, and a leak would be seen in it.
        assertThat(Secrets.leaksIn("something about " + typed)).hasSize(1);
        assertThat(Files.readString(server.log(), StandardCharsets.ISO_8859_1))
                .contains("signed in: account " + eve.id());
    }

    private static Reply raw(Person eve, String path, String body) {
        return RawHttp.json(eve.server(), eve.credentials(), "PATCH", "/api/v1" + path, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n2026-01-01T00:00:00.000 INFO [dev.confab] signed in: account MARK",
                "a\nsigned in: account MARK",
                "a\u2028signed in: account MARK",
                "a\u0085signed in: account MARK",
                "\u001b]52;c;TUFSSw==\u0007 MARK",
                "\u001b[2J MARK",
                "${jndi:ldap://127.0.0.1:1/MARK}",
                "{} {0} %s %n MARK"
            })
    void what_somebody_types_as_a_name_is_no_line_of_the_log(String login, World world, ConfabServer server)
            throws IOException {
        var mark = UUID.randomUUID().toString();
        var before = Files.size(server.log());
        var body = Wire.object("login", login.replace("MARK", mark), "password", "not the password at all");

        Person.call(world.server(), Map.of(), "POST", "/session", body).expect(401, 422);
        Person.call(
                        world.server(),
                        Map.of(),
                        "POST",
                        "/session",
                        Wire.object("login", mark, "password", "not this one"))
                .expect(401);

        var written = since(before, server);
        assertThat(written)
                .contains("sign-in failed: account unknown, address 127.0.0.1")
                .doesNotContain(mark);
    }

    @Test
    void what_a_client_calls_itself_is_cut_to_what_can_be_printed(World world, ConfabServer server) throws IOException {
        var eve = world.signUp("eve");
        var mark = UUID.randomUUID().toString();
        var before = Files.size(server.log());
        var headers = new TreeMap<>(Map.of(
                "User-Agent", mark + " ${jndi:ldap://127.0.0.1:1/x}\tthen" + "x".repeat(2_000),
                "X-Forwarded-For", "127.0.0.1" + mark));
        var login =
                Wire.object("login", eve.username(), "password", eve.password()).toString();

        RawHttp.json(eve.server(), headers, "POST", "/api/v1/session", login).expect(200);

        assertThat(since(before, server))
                .contains("signed in: account " + eve.id())
                .doesNotContain(mark, "\u001b", "jndi");
        var shown = Wire.objects(eve.get("/sessions").expect(200).json().getJsonArray("sessions"))
                .getLast()
                .getString("userAgent");
        assertThat(shown).hasSize(160).contains(mark).matches("[\\x20-\\x7e]*");
    }

    @Test
    void who_came_in_who_did_not_and_who_had_to_wait_is_told_with_account_and_address(World world, ConfabServer server)
            throws IOException {
        var eve = world.signUp("eve");
        var before = Files.size(server.log());
        var wrong = Wire.object("login", eve.username(), "password", "not the password");
        for (var i = 0; i < 10; i++) {
            Person.call(eve.server(), Map.of(), "POST", "/session", wrong).expect(401);
        }
        Person.call(eve.server(), Map.of(), "POST", "/session", wrong).expect(429);

        var lines = since(before, server)
                .lines()
                .filter(line -> line.contains(eve.id()))
                .toList();

        assertThat(lines)
                .filteredOn(line -> line.endsWith("sign-in failed: account " + eve.id() + ", address 127.0.0.1"))
                .hasSize(10);
        assertThat(lines)
                .filteredOn(line -> line.endsWith("sign-in throttled: account " + eve.id() + ", address 127.0.0.1"))
                .hasSize(1);
    }

    private static String since(long position, ConfabServer server) throws IOException {
        var bytes = Files.readAllBytes(server.log());
        return new String(bytes, (int) position, bytes.length - (int) position, StandardCharsets.UTF_8);
    }
}
