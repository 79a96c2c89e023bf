package dev.confab.mention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.confab.testing.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@ann, look | ann",
                "thanks to @Ann. | ann",
                "(@ann) | ann",
                "@ann- | ann",
                "@ann_ | ann_",
                "@ann.b. | ann.b",
                "@ann's roses | ann",
                "**@ann** | ann",
                "_@ann_ | ann",
                "> @ann | ann",
                "- @ann | ann",
                "看@ann的花 | ann",
                "@@ann | ann",
                "@channel | channel",
                "@HERE! | here",
            })
    void a_name_is_found_where_somebody_is_spoken_to(String text, String name) {
        assertThat(Names.in(text)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.org",
                "https://example.org/@ann",
                "snake_@ann",
                "@",
                "@ ann",
                "@.ann",
                "`@ann`",
                "``a ` @ann``",
                "```\n@ann\n```",
                "~~~ java\n@ann",
                "> ```\n> @ann\n> ```",
                "x[@ann](y)",
                "[@ann](https://example.org/@bob)",
                "https://example.org/?by=@ann",
                "&#64;ann",
            })
    void an_address_or_code_names_nobody(String text) {
        assertThat(Names.in(text)).isEmpty();
    }

    /** The same samples that the app is held to: nobody is told of a mention that readers do not see, or the other way. */
    @TestFactory
    Stream<DynamicTest> a_name_is_a_mention_here_exactly_when_it_is_one_in_the_app() throws IOException {
        String samples = Files.readString(Path.of("src/test/resources/markdown/samples.json"));
        return ((List<?>) ApiDocument.json(samples))
                .stream().map(one -> (Map<?, ?>) one).map(sample -> {
                    String text = (String) sample.get("text");
                    Object named = sample.get("mentions");
                    return DynamicTest.dynamicTest(
                            text, () -> assertThat(Names.in(text)).isEqualTo(named == null ? List.of() : named));
                });
    }

    @Test
    void beside_code_a_name_is_one() {
        assertThat(Names.in("`@ann` @bob `@cem` and\n```\n@dora\n```\n@eve")).containsExactly("bob", "eve");
    }

    @Test
    void a_name_counts_once_in_the_order_of_the_text() {
        assertThat(Names.in("@bob @ann @BOB @here @ann")).containsExactly("bob", "ann", "here");
    }

    @Test
    void what_is_too_long_for_a_name_is_none_and_no_part_of_it_either() {
        String longest = "a".repeat(64);
        assertThat(Names.in("@" + longest)).containsExactly(longest);
        assertThat(Names.in("@" + longest + "a")).isEmpty();
        assertThat(Names.in("@" + "a".repeat(40) + "." + "b".repeat(40))).isEmpty();
    }

    @Test
    void so_many_names_are_enough() {
        String text = IntStream.range(0, 300).mapToObj(i -> "@p" + i).collect(Collectors.joining(" "));
        assertThat(Names.in(text)).hasSize(Names.MOST).startsWith("p0").endsWith("p99");
    }

    @Test
    void a_text_that_is_made_to_be_slow_is_not() {
        List<String> parts =
                List.of(">", "> ", "- ", "*", "*a_ ", "[", "![", "`", "```\n", "<", "@a", "@a.", "\\", "**a ", "[a](");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> parts.forEach(part -> {
                    String text = part.repeat(8_000 / part.length());
                    Names.in(text + "@ann");
                    Names.in((text.substring(0, text.length() / 2) + "\n").repeat(2) + "@ann");
                }));
    }
}
