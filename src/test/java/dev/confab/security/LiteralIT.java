package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Text is text: what is SQL, HTML or a pattern elsewhere goes in and comes out as it is. Tricks with directions do so in
 * messages; lines, such as names and topics, lose what would turn the words after them.
 */
@InTheWorld
class LiteralIT {

    private static Person eve;
    private static Person bob;

    @BeforeAll
    static void twoAreSignedIn(World world) {
        eve = world.signUp("eve");
        bob = world.signUp("bob");
    }

    static List<String> texts() {
        return List.of(
                "' OR 1=1 --",
                "'; DROP TABLE message; --",
                "\" OR \"\"=\"",
                "\\' OR 1=1 #",
                "\\",
                "\\\\%\\_",
                "${jndi:ldap://127.0.0.1:1/x}",
                "#{7*7} ${7*7} {{7*7}} <%= 7*7 %>",
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg/onload=alert(1)>",
                "&lt;b&gt; &amp; &#x41;",
                "[x](javascript:alert(1))",
                "]]> <!-- --> <![CDATA[",
                "%00 %0d%0a Set-Cookie: a=b",
                "../../etc/passwd",
                "*:* +(a -b) \"",
                "__proto__ constructor toString",
                "=cmd|' /C calc'!A0",
                "x\u202egpj.exe",
                "a\u2066b\u2069",
                "zero\u200bwidth\u200djoined\ufeffup",
                "line\u2028paragraph\u2029end",
                "e\u0301 \u00e9 \ufb01 \u00df \u0130",
                "👩‍👩‍👧 🏳️‍🌈 🇩🇪",
                "Z̸̧͎a̵l̷g̸o̸",
                "الحديقة גן 花园",
                "null");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void it_comes_back_from_every_field_as_it_was_sent(String text) {
        var line = unturned(text);
        var name = text + " " + UUID.randomUUID().toString().substring(0, 8);
        var channel = eve.call("POST", "/channels", Wire.object("kind", "public", "name", name, "topic", text))
                .expect(201)
                .json();
        var id = channel.getString("id");
        bob.join(id);

        assertThat(channel.getString("name")).isEqualTo(unturned(name));
        assertThat(bob.channel(id).getString("topic")).isEqualTo(line);
        assertThat(eve.call("PATCH", "/me", Wire.object("displayName", text))
                        .expect(200)
                        .json()
                        .getString("displayName"))
                .isEqualTo(line);
        assertThat(bob.get("/users/" + eve.id()).expect(200).json().getString("displayName"))
                .isEqualTo(line);
        assertThat(eve.call("POST", "/tokens", Wire.object("name", text))
                        .expect(201)
                        .json()
                        .getString("name"))
                .isEqualTo(line);
        try (var bobs = bob.live()) {
            var seq = Wire.number(eve.post(id, text), "seq");
            assertThat(bobs.event(id, seq).text()).isEqualTo(text);
        }
        assertThat(bob.messages(id).getLast().getString("text")).isEqualTo(text);
        var logged = Wire.objects(
                bob.get("/channels/" + id + "/log").expect(200).json().getJsonArray("events"));
        assertThat(logged.getLast().getJsonObject("body").getString("text")).isEqualTo(text);
        var edited = eve.edit(bob.messages(id).getLast().getString("id"), text + text);
        assertThat(edited.getString("text")).isEqualTo(text + text);
    }

    private static String unturned(String text) {
        return text.replaceAll("[\u202a-\u202e\u2066-\u2069]", "");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_search_takes_it_by_the_letter(String text) {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        eve.call("PATCH", "/me", Wire.object("displayName", text + mark)).expect(200);
        eve.call("POST", "/channels", Wire.object("kind", "public", "name", mark + text))
                .expect(201);

        assertThat(ids(eve, "/users?query=" + Person.encoded(text + mark), "users"))
                .containsExactly(eve.id());
        assertThat(ids(bob, "/channels?discover=true&query=" + Person.encoded(mark + text), "channels"))
                .hasSize(1);
        // With a page as its cursor, or as anything else that is asked for, it is nothing but a text that sorts
        // somewhere.
        for (var query : List.of("/users?cursor=", "/channels?cursor=", "/channels?discover=true&cursor=")) {
            eve.get(query + Person.encoded(text)).expect(200);
        }
        bob.get("/users?limit=" + Person.encoded(text)).expect(422);
    }

    @Test
    void a_wildcard_finds_only_itself() {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        eve.call("POST", "/channels", Wire.object("kind", "public", "name", mark + "ab"))
                .expect(201);

        for (var wildcard : List.of("%", "_", "*", "?", ".", "!", "\\", "[a-z]")) {
            var query = "/channels?discover=true&query=" + Person.encoded(mark + wildcard);
            assertThat(ids(bob, query, "channels")).as(wildcard).isEmpty();
            assertThat(ids(eve, "/users?query=" + Person.encoded("ev" + wildcard), "users"))
                    .as(wildcard)
                    .isEmpty();
        }
    }

    @Test
    void only_channels_that_one_is_not_in_are_there_to_discover() {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        var names = List.of(mark + "a", mark + "b", mark + "c", mark + "d");
        var channels = names.stream()
                .map(name -> eve.call("POST", "/channels", Wire.object("kind", "public", "name", name))
                        .expect(201)
                        .json()
                        .getString("id"))
                .toList();
        bob.join(channels.get(1));
        var query = "/channels?discover=true&query=" + mark;

        assertThat(ids(eve, query, "channels")).isEmpty();
        assertThat(ids(bob, query, "channels")).containsExactly(channels.get(0), channels.get(2), channels.get(3));
        // Those that are left out do not make a page shorter.
        var page = bob.get(query + "&limit=2").expect(200).json();
        assertThat(page.getJsonArray("channels")).hasSize(2);
        assertThat(ids(bob, query + "&limit=2&cursor=" + page.getString("next"), "channels"))
                .containsExactly(channels.get(3));
        bob.leave(channels.get(1));
        assertThat(ids(bob, query, "channels")).isEqualTo(channels);
    }

    @Test
    void what_cannot_be_in_a_name_is_found_nowhere_and_breaks_nothing() {
        for (var text : List.of("%00", "%ff", "%ed%a0%80", "%1b%5b", "%", "%zz", "x".repeat(5_000))) {
            for (var path : List.of(
                    "/users?query=",
                    "/users?cursor=",
                    "/channels?cursor=",
                    "/channels?discover=true&query=",
                    "/channels?discover=true&cursor=")) {
                var status = RawHttp.send(eve.server(), "GET", "/api/v1" + path + text, eve.credentials(), new byte[0])
                        .status();
                assertThat(status).as(path + text).isLessThan(500);
            }
        }
    }

    private static List<String> ids(Person who, String path, String list) {
        return Wire.objects(who.get(path).expect(200).json().getJsonArray(list)).stream()
                .map((JsonObject one) -> one.getString("id"))
                .toList();
    }
}
