package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.web.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramesTest {

    @Test
    void ready_names_the_user_the_heads_and_the_limits() {
        Map<String, Long> heads = new LinkedHashMap<>();
        heads.put("bob", 3L);
        heads.put("garden", 41L);
        assertThat(Frames.ready("bob", "c1", heads, 20, Socket.limits(256, 1_048_576), 1_024, Optional.empty()))
                .startsWith(
                        "{\"type\":\"ready\",\"user\":\"bob\",\"connection\":\"c1\",\"heads\":{\"bob\":3,\"garden\":41},"
                                + "\"heartbeat\":20,\"limits\":{\"text\":8000,\"frame\":65536,")
                .contains("\"window\":5", "\"burst\":60");
    }

    @Test
    void who_follows_nothing_gets_no_heads() {
        assertThat(Frames.ready("bob", "c1", Map.of(), 20, Socket.limits(1, 1), 1_024, Optional.empty()))
                .contains("\"heads\":{}");
    }

    @Test
    void how_long_an_author_may_change_a_message_is_said_where_there_is_an_end() {
        assertThat(Frames.ready("bob", "c1", Map.of(), 20, Socket.limits(1, 1), 1_024, Optional.empty()))
                .doesNotContain("editWindow");
        var quarter = Optional.of(Duration.ofMinutes(15));
        assertThat(Frames.ready("bob", "c1", Map.of(), 20, Socket.limits(1, 1), 1_024, quarter))
                .contains("\"editWindow\":900");
    }

    @Test
    void a_refusal_says_when_to_try_again_in_milliseconds_and_never_zero() {
        assertThat(Frames.refused("\"r\"", Problem.tooMany("Slower.", Duration.ofMillis(1_500))))
                .startsWith("{\"type\":\"refused\",\"ref\":\"r\",\"problem\":{\"type\":\"/problems/too-many-requests\"")
                .endsWith("\"retryAfter\":2},\"retryAfter\":1500}");
        assertThat(Frames.refused(null, Problem.tooMany("Slower.", Duration.ZERO)))
                .endsWith("\"retryAfter\":1}");
        assertThat(Frames.refused(null, Problem.notFound()))
                .doesNotContain("retryAfter")
                .doesNotContain("ref\"");
    }

    @Test
    void signals_and_the_rest_have_their_fields() {
        assertThat(Frames.typing("garden", "ann", null))
                .isEqualTo("{\"type\":\"typing\",\"channel\":\"garden\",\"user\":\"ann\"}");
        assertThat(Frames.reset("garden", 9)).isEqualTo("{\"type\":\"reset\",\"log\":\"garden\",\"head\":9}");
        assertThat(Frames.bye("the server stops", 1_200))
                .isEqualTo("{\"type\":\"bye\",\"reason\":\"the server stops\",\"retryAfter\":1200}");
        assertThat(Frames.pong(null)).isEqualTo("{\"type\":\"pong\"}");
    }
}
