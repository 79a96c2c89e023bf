package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnippetTest {

    private static List<Snippet.Segment> snippet(String query, String text) {
        return new Snippet(Question.of(query, Map.of(), ZoneOffset.UTC).words()).of(text);
    }

    /** With the hits in brackets. */
    private static String marked(String query, String text) {
        return snippet(query, text).stream()
                .map(segment -> segment.isHit() ? "[" + segment.text() + "]" : segment.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roses | The Roses are red | The [Roses] are red",
                "rose | two roses | two [roses]",
                "gard | our gardens | our [gardens]",
                "muller | Frau Müller | Frau [Müller]",
                "会議 | 明日の会議です | 明日の[会議]です",
                "email | an e-mail | an [e-mail]",
                "10.0.0.1 | at 10.0.0.1 now | at [10].[0].[0].[1] now",
                "🎂 | cake 🎂 ! | cake [🎂] !"
            })
    void what_was_found_is_marked(String query, String text, String expected) {
        assertThat(marked(query, text)).isEqualTo(expected);
    }

    @Test
    void markup_stays_text() {
        assertThat(snippet("img", "<img src=x onerror=alert(1)>"))
                .containsExactly(
                        new Snippet.Segment("<", false),
                        new Snippet.Segment("img", true),
                        new Snippet.Segment(" src=x onerror=alert(1)>", false));
    }

    @Test
    void a_long_text_is_cut_around_the_hit_and_between_characters() {
        String text = "🎂".repeat(500) + " roses " + "🎉".repeat(500);
        String shown = marked("roses", text);

        assertThat(shown).contains("[roses]").startsWith("…").endsWith("…").hasSizeLessThan(260);
        assertThat(shown.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
