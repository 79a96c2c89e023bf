package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Json;
import dev.confab.log.Unavailable;
import dev.confab.message.PostResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    @Test
    void a_problem_has_type_title_status_and_detail() {
        assertThat(Json.of(Problem.notAllowed("No.")))
                .isEqualTo(
                        "{\"type\":\"/problems/not-allowed\",\"title\":\"Not allowed\",\"status\":403,\"detail\":\"No.\"}");
    }

    @Test
    void bad_input_names_its_fields() {
        assertThat(Json.of(Problem.invalid(List.of(new Problem.Wrong("text", "is empty")))))
                .contains("\"status\":422", "\"errors\":[{\"field\":\"text\",\"message\":\"is empty\"}]");
        assertThat(Json.of(Problem.taken("username")))
                .contains(
                        "\"status\":409",
                        "\"errors\":[{\"field\":\"username\",\"message\":\"is taken\",\"code\":\"taken\"}]");
        assertThat(Json.of(Problem.invalid("file", "pixels", "has too many pixels")))
                .contains("\"errors\":[{\"field\":\"file\",\"message\":\"has too many pixels\",\"code\":\"pixels\"}]");
        assertThat(Json.of(new Problem.Wrong("name", "must have at most 80 characters", "too-long", 80)))
                .isEqualTo("{\"field\":\"name\",\"message\":\"must have at most 80 characters\","
                        + "\"code\":\"too-long\",\"limit\":80}");
    }

    @Test
    void too_many_says_when_to_come_again_in_whole_seconds_and_never_zero() {
        assertThat(Json.of(Problem.tooMany("Slower.", Duration.ofMillis(1_001))))
                .contains("\"retryAfter\":2");
        assertThat(Problem.tooMany("Slower.", Duration.ofMillis(1)).retryAfterSeconds())
                .isEqualTo(1);
        assertThat(Problem.tooMany("Slower.", Duration.ZERO).retryAfterSeconds())
                .isEqualTo(1);
        assertThat(Problem.tooMany("Slower.", Duration.ofSeconds(2)).retryAfterSeconds())
                .isEqualTo(2);
    }

    @Test
    void gone_says_where_to_go_on() {
        assertThat(Json.of(Problem.gone(42))).contains("\"status\":410", "\"head\":42");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 431, 500, 501, 503})
    void whatever_the_container_refuses_keeps_its_status_and_speaks_our_words(int status) {
        Problem problem = Problem.ofStatus(status);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.title()).isNotBlank();
        assertThat(problem.detail()).isNotBlank();
        assertThat(problem.type()).matches("[a-z-]+");
    }

    @Test
    void a_wrong_name_and_a_wrong_password_read_the_same_and_what_is_hidden_reads_like_what_is_not_there() {
        assertThat(Problem.wrongCredentials()).isEqualTo(Problem.wrongCredentials());
        assertThat(PostProblems.of(new PostResult.NotThere())).isEqualTo(Problem.notFound());
        assertThat(PostProblems.of(new PostResult.NotMember()).status()).isEqualTo(403);
        assertThat(PostProblems.of(new PostResult.Archived()).status()).isEqualTo(403);
        assertThat(PostProblems.of(new PostResult.Conflict()).status()).isEqualTo(409);
    }

    @Test
    void unavailable_is_seen_through_a_wrapped_failure() {
        Unavailable unavailable = new Unavailable("not now", null);
        assertThat(PostProblems.isUnavailable(unavailable)).isTrue();
        assertThat(PostProblems.isUnavailable(new CompletionException(unavailable)))
                .isTrue();
        assertThat(PostProblems.isUnavailable(new CompletionException(new IllegalStateException())))
                .isFalse();
        assertThat(Problem.unavailable().retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void a_failure_inside_tells_its_number_and_nothing_else() {
        assertThat(Json.of(Problem.broken("01abc"))).contains("01abc", "\"status\":500");
    }
}
