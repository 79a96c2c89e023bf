package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for each call of REST, the ones that come tomorrow included. */
@InTheWorld
class EveryCallIT {

    private static final Set<String> OPEN = Set.of("POST /accounts", "POST /session");

    private static Person eve;

    @BeforeAll
    static void eveIsSignedIn(World world) {
        eve = world.signUp("eve");
    }

    static List<Calls.Call> calls() {
        return Calls.all();
    }

    static List<Calls.Call> unsafe() {
        return Calls.all().stream().filter(Calls.Call::isUnsafe).toList();
    }

    static List<Calls.Call> withBody() {
        return Calls.all().stream().filter(Calls.Call::takesBody).toList();
    }

    @Test
    void only_signing_up_and_signing_in_are_open() {
        assertThat(calls()).hasSizeGreaterThan(25);
        assertThat(calls().stream()
                        .filter(Calls.Call::isOpen)
                        .map(Calls.Call::toString)
                        .collect(Collectors.toSet()))
                .isEqualTo(OPEN);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void who_is_not_signed_in_learns_and_changes_nothing(Calls.Call call) {
        var credentials = List.of(
                Map.<String, String>of(),
                Map.of("Authorization", "Bearer " + "A".repeat(43)),
                Map.of("Authorization", "Basic ZXZlOmV2ZQ=="),
                Map.of("Cookie", "confab_session=forged", "Origin", Person.origin(eve.server())));
        for (var none : credentials) {
            var status = call(call, none, Calls.NOBODYS, "{}").status();
            assertThat(status).as(none.toString()).isEqualTo(call.isOpen() ? 422 : 401);
        }
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void a_page_of_another_site_changes_nothing_with_our_cookie(Calls.Call call) {
        Map<String, String> cookie = Map.of("Cookie", eve.credentials().get("Cookie"));
        var foreign = List.of(
                Map.<String, String>of(),
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Origin", "http://evil.localhost:" + eve.server().getPort()),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Origin", Person.origin(eve.server()), "Sec-Fetch-Site", "cross-site"),
                Map.of("Origin", Person.origin(eve.server()), "Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"));
        for (var site : foreign) {
            var headers = new HashMap<>(cookie);
            headers.putAll(site);
            var reply = call(call, headers, eve.id(), "{\"displayName\":\"Mallory\"}");
            assertThat(reply.status()).as(site.toString()).isEqualTo(403);
            assertThat(reply.json().getString("type")).isEqualTo("/problems/foreign-origin");
        }
        assertThat(eve.get("/me").expect(200).json().getString("displayName")).isEqualTo("Eve");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void no_other_site_may_read_the_answer(Calls.Call call) {
        var headers = Map.of("Origin", "https://evil.example", "Access-Control-Request-Method", call.method());

        var reply = RawHttp.send(eve.server(), "OPTIONS", call.target(eve.id()), headers, new byte[0]);

        assertThat(reply.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("access-control"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void methods_that_are_not_for_the_address_are_refused_and_do_nothing(Calls.Call call) {
        var there = calls().stream()
                .filter(other -> other.target("x").equals(call.target("x")))
                .map(Calls.Call::method)
                .collect(Collectors.toSet());
        for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND")) {
            if (!there.contains(method)) {
                var reply = RawHttp.json(eve.server(), eve.credentials(), method, call.target(eve.id()), "{}");
                assertThat(reply.status()).as(method).isIn(404, 405);
                if (reply.status() == 405) {
                    assertThat(List.of(reply.headers()
                                    .firstValue("Allow")
                                    .orElse("")
                                    .split(", ")))
                            .as(method + " " + call.target("x"))
                            .containsAll(there)
                            .doesNotContain(method);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void a_bad_body_is_never_the_servers_fault(Calls.Call call) {
        Map<String, Predicate<Integer>> bodies = Map.of(
                "{",
                status -> status == 400 || status == 415,
                "[1,2]",
                status -> status == 400,
                "{}",
                status -> status < 500,
                everything("null"),
                status -> status < 500,
                everything("7"),
                status -> status >= 400 && status < 500,
                everything("{\"a\":[]}"),
                status -> status >= 400 && status < 500,
                everything("\"\\ud800\""),
                status -> status >= 400 && status < 500,
                everything("\"\""),
                status -> status >= 400 && status < 500);
        bodies.forEach((body, wanted) -> {
            var status = call(call, eve.credentials(), Calls.NOBODYS, body).status();
            assertThat(wanted.test(status)).as(body + " -> " + status).isTrue();
        });
        var headers = new TreeMap<>(eve.credentials());
        headers.put("Content-Type", "text/plain");
        assertThat(call(call, headers, Calls.NOBODYS, "{}").status()).isEqualTo(415);
    }

    /** Every field that any call knows, with one value. */
    private static String everything(String value) {
        return List.of(
                        "username",
                        "email",
                        "displayName",
                        "password",
                        "login",
                        "current",
                        "name",
                        "kind",
                        "members",
                        "topic",
                        "archived",
                        "role",
                        "deactivated",
                        "clientId",
                        "text",
                        "seq",
                        "markUnread",
                        "muted",
                        "density",
                        "state",
                        "until",
                        "emoji",
                        "textUntil")
                .stream()
                .map(field -> "\"" + field + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Calls.NOBODYS,
                "x",
                "' OR 1=1 --",
                "%",
                "_",
                "*",
                "a\u0001b",
                "é",
                "🌹",
                "\u202egpj",
                "null",
                "undefined",
                "-1",
                "workspace",
                "LONG"
            })
    void an_id_of_nothing_is_not_found_whatever_it_looks_like(String id) {
        var segment = Person.encoded(id.replace("LONG", "x".repeat(2_000))).replace("+", "%20");
        for (var call : calls()) {
            if (call.path().contains("{")) {
                var status = call(call, eve.credentials(), segment, body(call)).status();
                assertThat(status)
                        .as(call.toString())
                        .isIn(call.path().matches("/(users|admin)/.*") ? List.of(403, 404) : List.of(404));
            }
        }
    }

    /** Good input, so that the id is what is wrong. */
    private static String body(Calls.Call call) {
        return call.path().endsWith("/messages")
                ? "{\"clientId\":\"" + java.util.UUID.randomUUID() + "\",\"text\":\"x\"}"
                : "{\"text\":\"x\",\"seq\":0,\"role\":\"member\",\"topic\":\"x\"}";
    }

    private static Reply call(Calls.Call call, Map<String, String> headers, String segment, String body) {
        return call.takesBody()
                ? RawHttp.json(eve.server(), headers, call.method(), call.target(segment), body)
                : RawHttp.send(eve.server(), call.method(), call.target(segment), headers, new byte[0]);
    }
}
