package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Good frames with bad JSON in them: refused, nothing stored, nothing told, and the socket lives. */
@InTheWorld
class SocketInputIT {

    private static final int NONSENSE_ALLOWED = 4;

    private static Person eve;
    private static String garden;
    private RawSocket socket;

    @BeforeAll
    static void eveHasAGarden(World world) {
        eve = world.signUp("eve");
        garden = eve.createChannel("garden");
    }

    @BeforeEach
    void openASocket() throws IOException {
        socket = Sockets.open(eve);
    }

    @AfterEach
    void nothingIsStored() throws IOException {
        socket.close();
        assertThat(eve.messages(garden)).isEmpty();
    }

    static List<String> notFrames() {
        return List.of(
                "",
                " ",
                "{",
                "}",
                "[",
                "nonsense",
                "null",
                "true",
                "42",
                "\"send\"",
                "[1]",
                "[[]]",
                "[null]",
                "[]",
                "{\"type\":\"ping\"} {\"type\":\"ping\"}",
                "{'type':'ping'}",
                "{\"type\":\"ping\",}",
                "{\"a\":1,\"a\":2}",
                "{\"type\":\"ping\",\"type\":\"send\"}",
                "\ufeff{\"type\":\"ping\"}",
                "{\"type\":\"p\u0000ng\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "[".repeat(30_000),
                "[".repeat(30_000) + "]".repeat(30_000),
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "{\"type\":\"ping\",\"deep\":" + "[".repeat(33) + "]".repeat(33) + "}");
    }

    @ParameterizedTest
    @MethodSource("notFrames")
    void what_is_no_frame_is_refused_without_a_ref_and_the_socket_lives(String text) throws IOException {
        socket.sendText(text);

        assertRefused(400, false);
        assertLives();
    }

    @Test
    void the_fifth_nonsense_in_a_row_closes_with_1008_and_a_frame_between_begins_anew() throws IOException {
        for (var round = 0; round < 2; round++) {
            for (var i = 0; i < NONSENSE_ALLOWED; i++) {
                socket.sendText("nonsense");
                assertRefused(400, false);
            }
            assertLives();
        }

        for (var i = 0; i <= NONSENSE_ALLOWED; i++) {
            socket.sendText("nonsense");
        }

        assertThat(Sockets.closeCode(socket)).isEqualTo(1008);
    }

    static List<String> notOfTheProtocol() {
        return List.of(
                "{'ref':7}",
                "{'ref':7,'type':null}",
                "{'ref':7,'type':1}",
                "{'ref':7,'type':{}}",
                "{'ref':7,'type':['send']}",
                "{'ref':7,'type':''}",
                "{'ref':7,'type':'SEND'}",
                "{'ref':7,'type':'send\\u0000'}",
                "{'ref':7,'type':'\\ud800'}",
                "{'ref':7,'type':'subscribe'}",
                "{'ref':7,'type':'__proto__'}",
                "{'ref':7,'type':'constructor'}",
                "{'ref':7,'type':'resume'}",
                "{'ref':7,'type':'resume','cursors':{}}",
                "{'ref':7,'type':'send'}",
                "{'ref':7,'type':'send','channel':1,'clientId':'UUID','text':'x'}",
                "{'ref':7,'type':'send','channel':['GARDEN'],'clientId':'UUID','text':'x'}",
                "{'ref':7,'type':'send','channel':{'$ne':''},'clientId':'UUID','text':'x'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':1,'text':'x'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'1','text':'x'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':''}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':' \\t\\n '}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':{'$regex':'.*'}}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':1e999999}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'a\\u0000b'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'a\\u001bb'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'a\\ud800b'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'\\udc00\\ud800'}",
                "{'ref':7,'type':'send','channel':'','clientId':'UUID','text':'x'}",
                "{'ref':7,'type':'send','channel':'nowhere','clientId':'UUID','text':'x'}",
                "{'ref':7,'type':'send','channel':'LONG','clientId':'UUID','text':'x'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'x','parent':'y'}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'x','attachments':['y']}",
                "{'ref':7,'type':'send','channel':'GARDEN','clientId':'UUID','text':'\\u00a0\\u200b'}",
                "{'ref':7,'type':'read','channel':'GARDEN'}",
                "{'ref':7,'type':'read','channel':'GARDEN','seq':-1}",
                "{'ref':7,'type':'read','channel':'GARDEN','seq':1.5}",
                "{'ref':7,'type':'read','channel':'GARDEN','seq':'1'}",
                "{'ref':7,'type':'read','channel':'GARDEN','seq':1e999999}",
                "{'ref':7,'type':'read','channel':'GARDEN','seq':99999999999999999999}",
                "{'ref':7,'type':'read','channel':'nowhere','seq':1}",
                "{'ref':7,'type':'typing'}",
                "{'ref':7,'type':'typing','channel':'nowhere'}");
    }

    @ParameterizedTest
    @MethodSource("notOfTheProtocol")
    void a_frame_that_the_protocol_does_not_know_is_refused_under_its_ref(String frame) throws IOException {
        socket.sendText(frame.replace('\'', '"')
                .replace("GARDEN", garden)
                .replace("UUID", UUID.randomUUID().toString())
                .replace("LONG", "x".repeat(41)));

        assertRefused(0, true);
        assertLives();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999", "-1", "1.5", "\"1\"", "null", "{}", "9223372036854775808"})
    void a_cursor_that_is_no_seq_never_breaks_the_socket(String cursor) throws IOException {
        try (var fresh = Sockets.attempt(eve, java.util.Map.of())) {
            fresh.sendText("{\"type\":\"resume\",\"cursors\":{\"" + garden + "\":" + cursor + "}}");
            fresh.sendText("{\"type\":\"ping\",\"ref\":1}");

            assertThat(fresh.next("pong").getInt("ref")).isEqualTo(1);
        }
    }

    @Test
    void ten_thousand_fields_and_names_that_scripts_know_are_ignored() throws IOException {
        var fields =
                IntStream.range(0, 4_000).mapToObj(i -> "\"f" + i + "\":" + i).collect(Collectors.joining(","));
        socket.sendText(
                "{\"type\":\"ping\",\"ref\":1,\"__proto__\":{\"type\":\"send\"},\"constructor\":1," + fields + "}");

        assertThat(socket.next("pong").getInt("ref")).isEqualTo(1);
    }

    @Test
    void of_an_array_all_that_are_frames_are_answered_and_the_rest_is_refused() throws IOException {
        socket.sendText("[{\"type\":\"ping\",\"ref\":1},7,{\"type\":\"ping\",\"ref\":2}]");

        List<String> answers = new ArrayList<>();
        while (answers.size() < 3) {
            var frame = socket.read();
            if (frame.opcode() == RawSocket.TEXT) {
                Wire.objects(Wire.parse(frame.text()).asJsonArray())
                        .forEach(one -> answers.add(one.getString("type") + " " + one.get("ref")));
            }
        }
        assertThat(answers).containsExactly("pong 1", "refused null", "pong 2");
        assertLives();
    }

    @Test
    void a_ref_is_given_back_as_it_came() throws IOException {
        for (var ref : List.of("\"<b>\\u2028\"", "-1.5e3", "\"\"", "\"" + "x".repeat(256) + "\"", "9".repeat(40))) {
            socket.sendText("{\"type\":\"ping\",\"ref\":" + ref + "}");
            assertThat(socket.next("pong").get("ref")).isEqualTo(Wire.parse(ref));
        }
        socket.sendText("{\"type\":\"ping\",\"ref\":null}");
        assertThat(socket.next("pong")).doesNotContainKey("ref");
    }

    @Test
    void what_comes_under_a_ref_that_cannot_be_given_back_is_not_done() throws IOException {
        for (var ref : List.of("{}", "[]", "\"" + "x".repeat(257) + "\"", "\"\\ud800\"", "true")) {
            socket.sendText("{\"type\":\"send\",\"ref\":" + ref + ",\"channel\":\"" + garden + "\",\"clientId\":\""
                    + UUID.randomUUID() + "\",\"text\":\"hello\"}");
            assertRefused(422, false);
        }
        assertLives();
    }

    private void assertRefused(int status, boolean withRef) throws IOException {
        var refused = socket.next("refused");
        JsonObject problem = refused.getJsonObject("problem");
        assertThat(problem.getInt("status")).isBetween(400, 422);
        assertThat(status == 0 || problem.getInt("status") == status)
                .as(problem.toString())
                .isTrue();
        assertThat(problem.getString("type")).startsWith("/problems/");
        assertThat(problem.toString()).doesNotContain("Exception", "dev.confab", "jakarta", "java.");
        assertThat(refused.containsKey("ref")).isEqualTo(withRef);
    }

    private void assertLives() throws IOException {
        socket.sendText("{\"type\":\"ping\",\"ref\":\"alive\"}");
        assertThat(socket.next("pong").getString("ref")).isEqualTo("alive");
    }
}
