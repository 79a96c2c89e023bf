package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "ann", "Ann", "ann.bob-carl_d", "a_", "0x", "constructor", "__proto"})
    void letters_digits_and_a_little_punctuation_make_a_username(String username) {
        assertThat(Usernames.isWellFormed(username)).isEqualTo(!username.startsWith("_"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann ",
                " ann",
                "a nn",
                ".ann",
                "-ann",
                "_ann",
                "ann.",
                "ann-",
                "ann@example.org",
                "ann/bob",
                "ann\n",
                "ann\u0000",
                "ann\u202eb",
                "<b>",
                "änn",
                "ann\u200b"
            })
    void anything_else_does_not(String username) {
        assertThat(Usernames.isWellFormed(username)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"аnn", "ann１", "anո", "aոn", "ɑnn", "ａｎｎ"})
    void a_look_alike_from_another_script_is_no_username(String lookAlike) {
        assertThat(Usernames.isWellFormed(lookAlike)).isFalse();
    }

    @Test
    void sixty_four_characters_are_the_most() {
        assertThat(Usernames.isWellFormed("a".repeat(64))).isTrue();
        assertThat(Usernames.isWellFormed("a".repeat(65))).isFalse();
    }

    @Test
    void usernames_and_addresses_that_differ_in_case_are_the_same() {
        assertThat(Usernames.skeleton("Ann.B")).isEqualTo(Usernames.skeleton("aNN.b"));
        assertThat(Usernames.fold("Ann@Example.ORG")).isEqualTo("ann@example.org");
    }

    @Test
    void the_language_of_the_server_changes_nothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Usernames.skeleton("IDA")).isEqualTo("ida");
            assertThat(Usernames.fold("I@X")).isEqualTo("i@x");
        } finally {
            Locale.setDefault(before);
        }
    }
}
