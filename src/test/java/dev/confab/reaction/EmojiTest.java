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
        "☕️,☕",
        "©,©️",
        "🧑🏻‍🤝‍🧑🏿,🧑🏻‍🤝‍🧑🏿",
        "👩🏽‍❤‍💋‍👨🏿,👩🏽‍❤️‍💋‍👨🏿",
        "🕵🏽‍♀,🕵🏽‍♀️",
        "⛓‍💥,⛓️‍💥",
        "🏴‍☠,🏴‍☠️",
        "🇨🇶,🇨🇶",
        "🧔🏿‍♂,🧔🏿‍♂️",
        "🧎🏽‍♂‍➡,🧎🏽‍♂️‍➡️",
        "🧑🏾‍🐰‍🧑🏻,🧑🏾‍🐰‍🧑🏻",
    })
    void each_has_one_spelling(String written, String spelt) {
        assertThat(Emoji.canonical(written)).contains(spelt);
        assertThat(Emoji.canonical(spelt)).contains(spelt);
    }

    /** Unicode 16 and 17, and what may come: the app offers them, whatever Java the server runs on. */
    @ParameterizedTest
    @ValueSource(ints = {0x1FAE9, 0x1FAC6, 0x1FACD, 0x1FAEA, 0x1FAEF, 0x1F6D8, 0x1FA8A, 0x1FAFE})
    void one_that_is_newer_than_this_java_is_one(int point) {
        String text = Character.toString(point);
        assertThat(Emoji.canonical(text)).contains(text);
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
                "★",
                "🀀",
                "\u0378",
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
