package dev.confab.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    @ParameterizedTest
    @CsvSource({
        "👍,👍",
        "👍🏽,👍🏽",
        "❤,❤️",
        "❤️,❤️",
        "☝🏿,☝🏿",
        "🇩🇪,🇩🇪",
        "1️⃣,1️⃣",
        "1⃣,1️⃣",
        "#⃣,#️⃣",
        "🏳‍🌈,🏳️‍🌈",
        "🏳️‍🌈,🏳️‍🌈",
        "👁‍🗨,👁️‍🗨️",
        "🏃‍♂,🏃‍♂️",
        "👩🏽‍🚀,👩🏽‍🚀",
        "👨‍👩‍👧‍👦,👨‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿,🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "👍️,👍",
    })
    void each_has_one_spelling(String written, String spelt) {
        assertThat(Emoji.canonical(written)).contains(spelt);
        assertThat(Emoji.canonical(spelt)).contains(spelt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "#",
                "*",
                "12",
                "a",
                ":+1:",
                "👍👍",
                "👍 ",
                "🇩",
                "🇩🇪🇫🇷",
                "<b>",
                "\u200D",
                "\uFE0F",
                "👍\u200D",
                "\u200D👍",
                "\uD83D",
                "x👍",
                "👍\u0000",
                "…",
                "é",
                "1\uFE0F",
            })
    void nothing_else_is_one(String text) {
        assertThat(Emoji.canonical(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 100, 10_000})
    void a_chain_without_end_is_none(int links) {
        assertThat(Emoji.canonical("👍" + "\u200D👍".repeat(links))).isEmpty();
    }
}
