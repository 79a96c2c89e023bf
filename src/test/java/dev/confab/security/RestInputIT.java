package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no good: each is refused with the status that says why, and leaves nothing behind. */
@InTheWorld
class RestInputIT {

    private static final int BODY_LIMIT = 256 * 1024;

    private static Person eve;
    private String garden;

    @BeforeAll
    static void eveIsSignedIn(World world) {
        eve = world.signUp("eve");
    }

    @BeforeEach
    void aGarden() {
        garden = eve.createChannel("garden");
    }

    static List<String> notJson() {
        return List.of(
                "",
                "{",
                "nonsense",
                "null",
                "7",
                "\"text\"",
                "[]",
                "[{}]",
                "{}{}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "\ufeff{}",
                "{\"text\":\"line\nbreak\"}",
                "[".repeat(100_000),
                "{\"a\":".repeat(30_000),
                "{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}",
                "{\"a\":" + "9".repeat(200_000) + "}",
                "{\"a\":1e" + "9".repeat(100_000) + "}");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void what_is_no_object_is_malformed(String body) {
        var started = System.nanoTime();
        var status = post(body.getBytes(StandardCharsets.UTF_8)).status();

        // Numbers that nobody asks for are no field of ours: they are passed over, if the parser takes them at all.
        assertThat(status).isIn(body.contains("999") ? List.of(400, 422) : List.of(400));
        assertThat(System.nanoTime() - started).isLessThan(10_000_000_000L);
        assertThat(eve.messages(garden)).isEmpty();
    }

    @Test
    void a_body_of_the_limit_is_read_and_one_byte_more_is_too_big() {
        assertThat(post(padded(BODY_LIMIT)).status()).isEqualTo(201);
        assertThat(post(padded(BODY_LIMIT + 1)).status()).isEqualTo(413);
        assertThat(post(padded(5 * 1024 * 1024)).status()).isEqualTo(413);
        assertThat(eve.messages(garden)).hasSize(1);
    }

    private static byte[] padded(int bytes) {
        var message = Wire.object("clientId", UUID.randomUUID().toString(), "text", "x", "pad", "")
                .toString();
        var pad = "p".repeat(bytes - message.length());
        return message.replace("\"pad\":\"", "\"pad\":\"" + pad).getBytes(StandardCharsets.UTF_8);
    }

    static List<byte[]> notUtf8() {
        return List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc0, (byte) 0x80}, // NUL, too long
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half a surrogate pair
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond the last code point
                new byte[] {(byte) 0xe2, (byte) 0x82}); // half of a euro
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void text_that_is_not_utf_8_is_malformed(byte[] bytes) {
        var before = ("{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"").getBytes(StandardCharsets.UTF_8);
        var body = java.nio.ByteBuffer.allocate(before.length + bytes.length + 2)
                .put(before)
                .put(bytes)
                .put(new byte[] {'"', '}'})
                .array();

        assertThat(post(body).status()).isEqualTo(400);
        assertThat(post("{}".getBytes(StandardCharsets.UTF_16)).status()).isEqualTo(400);
        assertThat(eve.messages(garden)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "a\\u0000b",
                "\\u001b]52;c;\\u0007",
                "\\u0008",
                "\\u007f",
                "\\u0085",
                "\\ud800",
                "\\udc00x"
            })
    void control_characters_and_torn_pairs_are_invalid_and_the_field_is_named(String text) {
        var bad = List.of(
                json(
                        "POST",
                        "/channels/" + garden + "/messages",
                        "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"T\"}",
                        text),
                json("PATCH", "/channels/" + garden, "{\"topic\":\"xTx\"}", text),
                json("PATCH", "/channels/" + garden, "{\"name\":\"xTx\"}", text),
                json("PATCH", "/me", "{\"displayName\":\"xTx\"}", text),
                json("POST", "/tokens", "{\"name\":\"xTx\"}", text));

        assertThat(bad).allSatisfy(reply -> {
            assertThat(reply.status()).as(reply.request()).isEqualTo(422);
            assertThat(reply.json().getJsonArray("errors")).hasSize(1);
            assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                    .isIn("text", "topic", "name", "displayName");
        });
        assertThat(eve.messages(garden)).isEmpty();
    }

    @Test
    void line_breaks_are_for_messages_and_not_for_names() {
        assertThat(eve.post(garden, "one\ntwo\r\n\tthree").getString("text")).isEqualTo("one\ntwo\r\n\tthree");
        assertThat(json("PATCH", "/channels/" + garden, "{\"topic\":\"T\"}", "a\\nb")
                        .status())
                .isEqualTo(422);
        assertThat(json("PATCH", "/me", "{\"displayName\":\"T\"}", "a\\r\\nb").status())
                .isEqualTo(422);
    }

    @Test
    void a_text_has_at_most_8000_code_points_whatever_they_are_made_of() {
        assertThat(eve.tryPost(garden, UUID.randomUUID().toString(), "x".repeat(8_000))
                        .status())
                .isEqualTo(201);
        assertThat(eve.tryPost(garden, UUID.randomUUID().toString(), "x".repeat(8_001))
                        .status())
                .isEqualTo(422);
        // Two chars and four bytes each.
        var roses = eve.tryPost(garden, UUID.randomUUID().toString(), "🌹".repeat(8_000))
                .expect(201);
        assertThat(roses.json().getString("text")).isEqualTo("🌹".repeat(8_000));
        assertThat(eve.tryPost(garden, UUID.randomUUID().toString(), "🌹".repeat(8_001))
                        .status())
                .isEqualTo(422);
        // Counted after trimming.
        assertThat(eve.tryPost(garden, UUID.randomUUID().toString(), " ".repeat(99) + "x".repeat(8_000))
                        .status())
                .isEqualTo(201);
        assertThat(eve.tryPost(garden, UUID.randomUUID().toString(), " \n\u2003 ")
                        .status())
                .isEqualTo(422);

        var socket = eve.live();
        assertThat(socket.answer(socket.send(garden, "🌹".repeat(8_000))).getString("type"))
                .isEqualTo("ack");
        assertThat(socket.answer(socket.send(garden, "🌹".repeat(8_001))).getString("type"))
                .isEqualTo("refused");
        socket.close();
        assertThat(eve.messages(garden)).hasSize(4);
    }

    @Test
    void a_password_must_not_be_the_own_name_or_address_at_sign_up_and_later(World world) {
        var ann = world.signUp("ann-of-the-roses");
        var address = ann.get("/me").expect(200).json().getString("email");
        ann.call("PATCH", "/me", Wire.object("displayName", "Ann of the Roses")).expect(200);
        for (var own : List.of(ann.username(), address, address.toUpperCase(Locale.ROOT), "ANN of the roses")) {
            var wanted = Wire.object("current", ann.password(), "password", own);
            assertThat(wrongFields(ann.call("PUT", "/me/password", wanted).expect(422)))
                    .as(own)
                    .containsExactly("password");
        }
        for (var own : List.of("tulips.and.roses", "Tulips and Roses", "roses.at.home@example.org", "roses.at.home")) {
            var somebody = Wire.object(
                    "username",
                    "tulips.and.roses",
                    "email",
                    "roses.at.home@example.org",
                    "displayName",
                    "Tulips and Roses",
                    "password",
                    own);
            assertThat(wrongFields(Person.call(ann.server(), Map.of(), "POST", "/accounts", somebody)
                            .expect(422)))
                    .as(own)
                    .containsExactly("password");
        }
    }

    private static List<String> wrongFields(Reply reply) {
        return Wire.objects(reply.json().getJsonArray("errors")).stream()
                .map(error -> error.getString("field"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "{}", "[]", "{\"$regex\":\".*\"}", "[\"x\"]", "1e999999"})
    void a_value_of_another_type_is_malformed(String value) {
        var before = eve.channel(garden);
        var id = UUID.randomUUID();
        var bad = List.of(
                json("POST", "/channels/" + garden + "/messages", "{\"clientId\":\"" + id + "\",\"text\":T}", value),
                json("POST", "/channels/" + garden + "/messages", "{\"clientId\":T,\"text\":\"x\"}", value),
                json("POST", "/channels", "{\"kind\":T,\"name\":\"x\"}", value),
                json("POST", "/channels", "{\"kind\":\"public\",\"name\":T}", value),
                json("POST", "/tokens", "{\"name\":T}", value),
                json("PATCH", "/me", "{\"displayName\":T}", value),
                json("PATCH", "/channels/" + garden, "{\"topic\":T}", value),
                json("PATCH", "/channels/" + garden + "/members/" + eve.id(), "{\"role\":T}", value),
                json("POST", "/session", "{\"login\":T,\"password\":\"correct horse\"}", value),
                json("POST", "/session", "{\"login\":\"eve\",\"password\":T}", value),
                json("PUT", "/me/password", "{\"current\":T,\"password\":\"another horse battery\"}", value),
                json("PUT", "/me/email", "{\"current\":\"x\",\"email\":T}", value));

        assertThat(bad)
                .allSatisfy(
                        reply -> assertThat(reply.status()).as(reply.request()).isEqualTo(400));
        assertThat(eve.messages(garden)).isEmpty();
        assertThat(eve.channel(garden)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "0", "{}"})
    void a_flag_or_a_number_of_another_type_is_malformed(String value) {
        assertThat(json("PATCH", "/channels/" + garden, "{\"archived\":T}", value)
                        .status())
                .isEqualTo(400);
        assertThat(json("PUT", "/channels/" + garden + "/read", "{\"seq\":1,\"markUnread\":T}", value)
                        .status())
                .isEqualTo(400);
        assertThat(json("PUT", "/channels/" + garden + "/read", "{\"seq\":\"1\"}", value)
                        .status())
                .isEqualTo(400);
        assertThat(json("POST", "/channels", "{\"kind\":\"direct\",\"members\":T}", value)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=1e2",
                "limit=99999999999999999999",
                "before=x",
                "after=-1",
                "around=1.5",
                "after=1%27%20OR%201=1",
                "before=1&after=2",
                "at=",
                "at=today",
                "at=2026-02-30T00:00:00Z",
                "at=2026-01-31",
                "at=2026-01-31T12:00:00",
                "at=1769860800000",
                "at=%2B999999999-12-31T23:59:59Z",
                "at=2026-01-31T12:00:00Z&around=1"
            })
    void a_page_that_cannot_be_is_refused(String query) {
        assertThat(eve.get("/channels/" + garden + "/messages?" + query).status())
                .isIn(400, 422);
    }

    @Test
    void a_page_around_a_place_is_no_longer_than_asked_for() {
        for (var text : List.of("one", "two", "three", "four", "five")) {
            eve.post(garden, text);
        }
        var third = Wire.number(eve.messages(garden).get(2), "seq");
        for (var limit = 1; limit <= 3; limit++) {
            assertThat(eve.get("/channels/" + garden + "/messages?around=" + third + "&limit=" + limit)
                            .expect(200)
                            .json()
                            .getJsonArray("messages"))
                    .hasSize(limit);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0",
                "\u2007\u202f",
                "\ufeff",
                "\u200b\u200d",
                "\u3164",
                "\u2800",
                " \u115f\u1160\uffa0\u2060 "
            })
    void what_nobody_can_see_is_empty(String nothing) {
        var message = eve.post(garden, "something").getString("id");
        var bad = List.of(
                eve.tryPost(garden, UUID.randomUUID().toString(), nothing),
                eve.call("PATCH", "/messages/" + message, Wire.object("text", nothing)),
                eve.call("POST", "/channels", Wire.object("kind", "public", "name", nothing)),
                eve.call("PATCH", "/channels/" + garden, Wire.object("name", nothing)),
                eve.call("POST", "/tokens", Wire.object("name", nothing)),
                eve.call("PATCH", "/me", Wire.object("displayName", nothing)));

        assertThat(bad)
                .allSatisfy(
                        reply -> assertThat(reply.status()).as(reply.request()).isEqualTo(422));
        assertThat(eve.post(garden, "\u00a0\ufeff text \u202f").getString("text"))
                .isEqualTo("text");
    }

    @Test
    void what_does_not_exist_yet_is_refused_and_not_passed_over() {
        var first = eve.post(garden, "first").getString("id");
        var id = UUID.randomUUID().toString();
        for (var field : Map.of(
                        "parent", "\"" + garden + "\"", "attachments", "[\"" + first + "\"]", "inChannel", "true")
                .entrySet()) {
            var body =
                    "{\"clientId\":\"" + id + "\",\"text\":\"x\",\"" + field.getKey() + "\":" + field.getValue() + "}";
            var reply = post(body.getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).isEqualTo(422);
            assertThat(wrongFields(reply)).containsExactly(field.getKey());
        }
        assertThat(eve.messages(garden)).hasSize(1);
        var without = "{\"clientId\":\"" + id + "\",\"text\":\"x\",\"parent\":null,\"attachments\":[]}";
        assertThat(post(without.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(201);
    }

    @Test
    void a_direct_channel_is_with_somebody(World world) {
        var bob = world.signUp("bob");
        for (var members : List.of(
                "",
                ",\"members\":null",
                ",\"members\":[]",
                ",\"members\":[\"nobody\"]",
                ",\"members\":[\"" + "x".repeat(41) + "\"]",
                ",\"members\":[\"" + bob.id() + "\",\"nobody\"]")) {
            var reply = RawHttp.json(
                    eve.server(),
                    eve.credentials(),
                    "POST",
                    "/api/v1/channels",
                    "{\"kind\":\"direct\"" + members + "}");
            assertThat(reply.status()).as(members).isEqualTo(422);
            assertThat(wrongFields(reply)).as(members).containsExactly("members");
        }
        var direct = Wire.object("kind", "direct", "members", List.of(eve.id()));
        eve.call("POST", "/channels", direct).expect(201);
        eve.call("POST", "/channels", direct).expect(200);
    }

    @Test
    void beyond_the_head_of_a_log_there_is_nothing_yet() {
        var head = Wire.number(eve.channel(garden), "head");
        for (var after : List.of(head, head + 1, Long.MAX_VALUE)) {
            var page = eve.get("/channels/" + garden + "/log?after=" + after)
                    .expect(200)
                    .json();
            assertThat(page.getJsonArray("events")).isEmpty();
            assertThat(Wire.number(page, "head")).isEqualTo(head);
        }
    }

    private Reply post(byte[] body) {
        return RawHttp.json(eve.server(), eve.credentials(), "POST", "/api/v1/channels/" + garden + "/messages", body);
    }

    /** A call whose body has this in the place of a capital T. */
    private Reply json(String method, String path, String body, String value) {
        return RawHttp.json(eve.server(), eve.credentials(), method, "/api/v1" + path, body.replace("T", value));
    }

    @Test
    void only_json_is_spoken() {
        for (var type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/*",
                "*/*")) {
            var headers = new java.util.TreeMap<>(eve.credentials());
            headers.put("Content-Type", type);
            var body = "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"x\"}";
            assertThat(RawHttp.json(eve.server(), headers, "POST", "/api/v1/channels/" + garden + "/messages", body)
                            .status())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(RawHttp.send(
                                eve.server(),
                                "GET",
                                "/api/v1/me",
                                Map.of("Cookie", eve.credentials().get("Cookie"), "Accept", "text/html"),
                                new byte[0])
                        .status())
                .isIn(200, 406);
        assertThat(eve.messages(garden)).isEmpty();
    }
}
