package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** S17: what is somebody's own is told to nobody else. */
class ToldTest {
    private static final String ANN = "\"id\":\"1\",\"username\":\"ann\",\"displayName\":\"Ann\",\"role\":\"member\"";
    private static final String LEAK = "{" + ANN + ",\"email\":\"ann@example.com\"}";

    /** Names of fields that would be nobody else's business, whatever the word is part of. */
    private static final Pattern PRIVATE = Pattern.compile(
            "(?i)mail|hash|passw|secret|token|cookie|session|address|\\bip|agent|device|login|lastSeen|lastUsed|expires");

    @Test
    void a_field_that_no_document_names_is_not_to_be_told() {
        assertThatThrownBy(() -> told("GET", "/users/1", LEAK)).hasMessageContaining("[/email]");
        assertThatThrownBy(() -> told("GET", "/users", "{\"users\":[" + LEAK + "],\"next\":null}"))
                .hasMessageContaining("[/users[]/email]");
        assertThatThrownBy(() -> told("GET", "/channels/7", "{\"kind\":\"direct\",\"members\":[" + LEAK + "]}"))
                .hasMessageContaining("[/members[]/email]");
        assertThatThrownBy(() ->
                        Told.check("GET", URI.create("/api/v1/users/1"), 404, "{\"status\":404,\"stack\":\"none\"}"))
                .hasMessageContaining("[/stack]");
        assertThatThrownBy(() -> told("GET", "/nowhere", "{}")).hasMessageContaining("no document knows");
        assertThatCode(() -> told("GET", "/users/1", "{" + ANN + "}")).doesNotThrowAnyException();
        assertThatCode(() -> told("GET", "/me", LEAK)).doesNotThrowAnyException();
    }

    @Test
    void nor_in_an_event_live_or_read_later() {
        var event = "\"log\":\"7\",\"seq\":1,\"kind\":\"member.joined\",\"at\":\"\",\"actor\":\"1\",\"body\":"
                + "{\"user\":\"1\",\"role\":\"member\",\"sessionId\":\"9\"}}";
        assertThatThrownBy(() -> Told.check(Wire.parseObject("{\"type\":\"event\"," + event)))
                .hasMessageContaining("[/body/sessionId]");
        assertThatThrownBy(() -> told("GET", "/channels/7/log", "{\"events\":[{" + event + "],\"head\":1}"))
                .hasMessageContaining("[/events[]/body/sessionId]");
        assertThatThrownBy(() -> Told.check(Wire.parseObject("{\"type\":\"pong\",\"address\":\"::1\"}")))
                .hasMessageContaining("[/address]");
    }

    @Test
    void what_is_private_is_told_by_the_calls_about_oneself_alone() {
        var told = new TreeMap<String, Set<String>>();
        Told.all()
                .forEach((name, shape) -> shape.places("", (where, its) -> {
                    if (PRIVATE.matcher(where.substring(where.lastIndexOf('/') + 1))
                            .find()) {
                        told.computeIfAbsent(name, none -> new TreeSet<>()).add(where);
                    }
                }));
        assertThat(told)
                .isEqualTo(Map.of(
                        "POST /api/v1/accounts 201", Set.of("/email"),
                        "POST /api/v1/session 200", Set.of("/email"),
                        "GET /api/v1/me 200", Set.of("/email"),
                        "GET /api/v1/bootstrap 200", Set.of("/me/email"),
                        "PATCH /api/v1/me 200", Set.of("/email"),
                        "GET /api/v1/sessions 200",
                                Set.of(
                                        "/sessions",
                                        "/sessions[]",
                                        "/sessions[]/address",
                                        "/sessions[]/userAgent",
                                        "/sessions[]/lastSeenAt",
                                        "/sessions[]/expiresAt"),
                        "POST /api/v1/tokens 201", Set.of("/token"),
                        "GET /api/v1/tokens 200", Set.of("/tokens", "/tokens[]", "/tokens[]/lastUsedAt"),
                        // On the own log, for the devices to go.
                        "session.ended", Set.of("/body/session")));
    }

    @Test
    void nothing_is_told_of_which_a_document_says_nothing() {
        var open = new TreeSet<String>();
        Told.all()
                .forEach((name, shape) -> shape.places("", (where, its) -> {
                    if (its.isOpen()) {
                        open.add(name + " " + where);
                    }
                }));
        // What stands in it is held against the document of the socket.
        assertThat(open).containsExactly("GET /api/v1/channels/{channel}/log 200 /events[]/body");
    }

    private static void told(String method, String path, String body) {
        Told.check(method, URI.create("/api/v1" + path), 200, body);
    }
}
