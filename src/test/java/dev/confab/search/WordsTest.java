package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private static List<String> terms(Token.Form form, String text) {
        return Words.of(text).stream()
                .filter(token -> token.form() == form)
                .map(Token::term)
                .toList();
    }

    @Test
    void an_address_is_a_row_of_its_parts() {
        assertThat(terms(Token.Form.WORD, "see 10.0.0.1 now")).containsExactly("see", "10", "0", "0", "1", "now");
        assertThat(terms(Token.Form.WORD, "https://example.com/a?b=c"))
                .containsExactly("https", "example", "com", "a", "b", "c");
    }

    @Test
    void a_name_in_humps_has_parts() {
        assertThat(terms(Token.Form.WORD, "getUserName")).containsExactly("getusername");
        assertThat(terms(Token.Form.PART, "getUserName")).containsExactly("get", "user", "name");
        assertThat(terms(Token.Form.PART, "HTTPServer")).containsExactly("http", "server");
        assertThat(terms(Token.Form.PART, "ERR42")).containsExactly("err", "42");
        assertThat(terms(Token.Form.PART, "garden")).isEmpty();
    }

    @Test
    void what_is_written_with_hyphens_is_also_one_word() {
        assertThat(terms(Token.Form.JOINED, "e-mail")).containsExactly("email");
        assertThat(terms(Token.Form.JOINED, "user_id")).containsExactly("userid");
        assertThat(terms(Token.Form.JOINED, "don't")).containsExactly("dont");
        assertThat(terms(Token.Form.JOINED, "a - b")).isEmpty();
        assertThat(terms(Token.Form.JOINED, "a.b")).isEmpty();
        assertThat(terms(Token.Form.JOINED, "C++ and C#")).containsExactly("c++", "c#");
    }

    @Test
    void a_script_without_spaces_has_characters_and_pairs() {
        assertThat(terms(Token.Form.WORD, "会議室")).containsExactly("会", "議", "室");
        assertThat(terms(Token.Form.PAIR, "会議室")).containsExactly("会議", "議室");
        assertThat(terms(Token.Form.PAIR, "会議、資料")).containsExactly("会議", "資料");
        assertThat(terms(Token.Form.WORD, "Java入門")).containsExactly("java", "入", "門");
    }

    @ParameterizedTest
    @CsvSource({
        "Müller, muller",
        "Straße, strasse",
        "résumé, resume",
        "ＦＵＬＬ, full",
        "ｻｰﾊﾞｰ, サーバー",
        "Ё, е",
        "Ørsted, orsted",
        "e\u0301, e",
        "İ, i",
        "ﬁn, fin",
        "が, が",
        "ΌΣΟΣ, οσοσ"
    })
    void case_width_and_accents_make_no_difference(String written, String folded) {
        assertThat(Folding.fold(written)).isEqualTo(folded);
    }

    @Test
    void signs_are_found_alone_and_by_their_neighbours() {
        assertThat(terms(Token.Form.SIGN, "*:*")).containsExactly("*", ":", "*:", "*", ":*");
        assertThat(terms(Token.Form.SIGN, "🎂")).containsExactly("🎂");
        assertThat(terms(Token.Form.SIGN, "\u2764\ufe0f")).containsExactly("\u2764");
    }

    @ParameterizedTest
    @CsvSource({
        "meeting, meetings", "invoice, invoices", "planned, planning", "story, stories", "rechnung, rechnungen",
        "haus, hauser", "mueller, muller", "kollege, kollegen", "reunion, reuniones", "niño, niños",
        "programador, programadora", "cancion, canciones"
    })
    void forms_of_a_word_have_a_stem_in_common(String one, String other) {
        assertThat(Folding.stem(Folding.fold(one))).isEqualTo(Folding.stem(Folding.fold(other)));
    }

    @Test
    void every_token_says_where_it_stands() {
        String text = "Ann's über-Garten 🎂 会議 x";
        assertThat(Words.of(text)).allSatisfy(token -> {
            assertThat(token.start()).isLessThan(token.end());
            if (token.form() == Token.Form.WORD) {
                assertThat(Folding.fold(text.substring(token.start(), token.end())))
                        .isEqualTo(token.term());
            }
        });
    }

    @Test
    void nothing_that_is_written_is_too_odd() {
        for (String text : List.of(
                "",
                " ",
                "\ud83c",
                "\udf82x",
                "\u0301",
                "\u200d\u200d",
                "a".repeat(8_000),
                "a-".repeat(4_000),
                "会".repeat(8_000),
                "\ud83c\udf82".repeat(2_000),
                "ﷺ".repeat(200))) {
            assertThat(Words.of(text))
                    .allSatisfy(token -> assertThat(token.term().length()).isBetween(1, 2 * Folding.LONGEST_TERM));
        }
    }
}
