package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final PasswordRules RULES = new PasswordRules();
    private static final String TEN_DIFFERENT = "q7Zr kX2mL";

    private static java.util.Optional<String> objection(String password) {
        return RULES.objection(password, "ann.gardener", "roses.and.tulips@example.org", "Ann of the Roses")
                .map(PasswordRules.Objection::message);
    }

    @Test
    void ten_characters_are_enough_and_nine_are_not() {
        assertThat(objection(TEN_DIFFERENT)).isEmpty();
        assertThat(objection(TEN_DIFFERENT.substring(1)))
                .hasValueSatisfying(why -> assertThat(why).contains("at least 10"));
    }

    @Test
    void a_hundred_and_twenty_eight_characters_may_be_and_one_more_may_not() {
        String longest = "a correct horse ".repeat(8);
        assertThat(longest).hasSize(128);
        assertThat(objection(longest)).isEmpty();
        assertThat(objection(longest + "x"))
                .hasValueSatisfying(why -> assertThat(why).contains("at most 128"));
    }

    @Test
    void an_emoji_counts_as_one_character() {
        assertThat(objection("🍎🍐🍊🍋🍌🍉🍇🍓🫐")).isPresent(); // nine, although eighteen chars
        assertThat(objection("🍎🍐🍊🍋🍌🍉🍇🍓🫐🍈")).isEmpty();
        assertThat(objection("🍎🍐🍊🍋".repeat(32))).isEmpty(); // 128, although 256 chars
    }

    @Test
    void no_digit_or_sign_is_asked_for() {
        assertThat(objection("correct horse battery staple")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwertyuiop", "QWERTYUIOP", "1234567890"})
    void what_many_others_use_is_refused_in_any_case(String common) {
        assertThat(objection(common)).hasValueSatisfying(why -> assertThat(why).contains("most common"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaa",
                "zzzzzzzzzzzzzzzzzzzz",
                "ababababab",
                "          ",
                "12345678901234567890",
                "9876543210",
                "abcdefghij",
                "jihgfedcba",
                "4567890123",
                "🍎🍎🍎🍎🍎🍎🍎🍎🍎🍎"
            })
    void runs_and_repetitions_are_refused(String monotonous) {
        assertThat(objection(monotonous)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann.Gardener", "ROSES.and.tulips@example.org", "roses.and.TULIPS", "ann of the roses"})
    void the_own_names_and_the_address_are_refused_in_any_case(String own) {
        assertThat(objection(own)).hasValueSatisfying(why -> assertThat(why).contains("your name"));
    }

    @Test
    void the_own_names_and_the_address_are_refused_for_an_account_that_is_there_as_for_a_new_one() {
        NewAccount wanted = new NewAccount(
                "ann.gardener", "roses.and.tulips@example.org", "Ann of the Roses", "correct horse battery staple");
        Account ann = new Account("ann", wanted, "hash", Role.MEMBER, Instant.EPOCH);
        for (String own : List.of(wanted.username(), wanted.email(), "roses.and.tulips", wanted.displayName())) {
            assertThat(RULES.objection(own, ann))
                    .as(own)
                    .isPresent()
                    .isEqualTo(RULES.objection(own, wanted.username(), wanted.email(), wanted.displayName()));
        }
        assertThat(RULES.objection(wanted.password(), ann)).isEmpty();
    }

    @Test
    void what_is_not_known_of_the_owner_forbids_nothing() {
        assertThat(RULES.objection(TEN_DIFFERENT, "", "", "")).isEmpty();
        assertThat(RULES.objection(TEN_DIFFERENT, "", "no address", "")).isEmpty();
    }

    @Test
    void spaces_count_and_are_part_of_the_password() {
        assertThat(objection(" q7Zr k2m")).isPresent(); // nine
        assertThat(objection(" q7Zr k2m ")).isEmpty(); // ten with the one at the end
        assertThat(objection(" ann.gardener")).isEmpty(); // not the name itself
    }
}
