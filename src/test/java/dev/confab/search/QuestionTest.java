package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    private static Question ask(String query) {
        return Question.of(query, Map.of(), ZoneOffset.UTC);
    }

    private static List<String> words(String query) {
        return ask(query).words().stream().map(Question.Sought::text).toList();
    }

    @Test
    void filters_stand_among_the_words() {
        Question question = ask("roses from:ann in:#garden has:link is:thread before:2026-02-01 after:2025-12-31");

        assertThat(question.fault()).isEmpty();
        assertThat(question.words()).extracting(Question.Sought::text).containsExactly("roses");
        assertThat(question.authors()).containsExactly(List.of("ann"));
        assertThat(question.places()).containsExactly(List.of("garden"));
        assertThat(question.features()).containsExactlyInAnyOrder(Feature.LINK, Feature.THREAD);
        assertThat(question.from()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(question.until()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void a_day_is_one_of_the_place_where_somebody_asks() {
        var berlin = ZoneId.of("Europe/Berlin");
        Question on = Question.of("on:2026-03-29", Map.of(), berlin); // the clocks go forward
        assertThat(on.from()).isEqualTo(Instant.parse("2026-03-28T23:00:00Z"));
        assertThat(on.until()).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));

        assertThat(Question.of("after:2026-03-29", Map.of(), berlin).from()).isEqualTo(on.until());
        assertThat(Question.of("before:2026-03-29", Map.of(), berlin).until()).isEqualTo(on.from());
        assertThat(Question.of("after:2026-03-29T12:00:00Z", Map.of(), berlin).from())
                .isEqualTo(Instant.parse("2026-03-29T12:00:00.001Z"));
    }

    @Test
    void the_same_filter_twice_means_either_and_one_beside_the_query_narrows_it() {
        assertThat(ask("from:ann from:bob x").authors()).containsExactly(List.of("ann", "bob"));
        assertThat(Question.of("from:ann x", Map.of(Filter.FROM, "bob"), ZoneOffset.UTC)
                        .authors())
                .containsExactly(List.of("ann"), List.of("bob"));
    }

    @Test
    void quotes_hold_words_together() {
        assertThat(words("\"big rose\" garden")).containsExactly("big rose", "garden");
        assertThat(ask("\"big rose\"").words().getFirst().isPhrase()).isTrue();
        assertThat(ask("in:\"garden talk\" x").places()).containsExactly(List.of("garden talk"));
        assertThat(words("\"in:garden\"")).containsExactly("in:garden");
        assertThat(words("\"unclosed thing")).containsExactly("\"unclosed", "thing");
    }

    @Test
    void only_the_last_word_may_go_on() {
        assertThat(ask("big ros").words()).extracting(Question.Sought::isOpen).containsExactly(false, true);
        assertThat(ask("\"big ros\"").words().getFirst().isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has:dragon",
                "is:dragon",
                "before:yesterday",
                "on:2026-01-31T12:00:00Z",
                "after:2026-13-01",
                "after:+999999999-12-31",
                "before:2026-01-01T00:00:00",
                ""
            })
    void what_is_not_understood_is_said(String query) {
        assertThat(ask(query).fault()).isPresent();
    }

    @Test
    void a_feature_that_is_not_there_names_those_that_are() {
        assertThat(ask("is:dragon").fault().orElseThrow().why()).isEqualTo("is: knows pinned, thread, edited, saved");
    }

    @Test
    void a_question_is_bounded() {
        assertThat(ask("x".repeat(Question.LONGEST + 1)).fault()).isPresent();
        assertThat(ask("x ".repeat(Question.MOST_WORDS + 1)).fault()).isPresent();
        assertThat(ask("from:a ".repeat(Question.MOST_FILTERS + 1) + "x").fault())
                .isPresent();
        assertThat(ask("x ".repeat(Question.MOST_WORDS)).fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1--",
                "%",
                "_",
                "\\",
                "*:*",
                "+(a -b)",
                "[a TO z]",
                "~",
                "a^2",
                "foo:bar",
                "{!lucene}",
                "/a.*/",
                "a && b || !c"
            })
    void syntax_of_others_is_text(String query) {
        Question question = ask(query);

        assertThat(question.fault()).isEmpty();
        assertThat(String.join(" ", words(query))).isEqualTo(query);
    }
}
