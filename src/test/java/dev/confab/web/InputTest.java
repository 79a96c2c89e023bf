package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class InputTest {

    private static Input input(String json) {
        return Input.ofBytes(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem refusal(Runnable reading) {
        Refused refused = catchThrowableOfType(Refused.class, reading::run);
        assertThat(refused).as("must be refused").isNotNull();
        return refused.problem();
    }

    private static void isMalformed(Runnable reading) {
        assertThat(refusal(reading).status()).isEqualTo(400);
    }

    /** What is wrong with the field, after reading it so. */
    private static String wrong(String json, Consumer<Input> reading) {
        Input input = input(json);
        reading.accept(input);
        Problem problem = refusal(input::refuseIfWrong);
        assertThat(problem.status()).isEqualTo(422);
        return problem.errors().getFirst().field() + " "
                + problem.errors().getFirst().message();
    }

    private static String text(String json) {
        Input input = input(json);
        String text = input.text("text", 8_000);
        input.refuseIfWrong();
        return text;
    }

    private static String quoted(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "{",
                "{]",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":.5}",
                "{\"a\":1,}",
                "[1,]",
                "// {}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x41\"}",
                "\ufeff{}",
                "{\"a\":tru}",
                "<xml/>"
            })
    void what_is_not_json_is_malformed(String nonsense) {
        isMalformed(() -> input(nonsense));
        isMalformed(() -> Input.each(nonsense));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "1", "\"x\"", "null", "true"})
    void a_body_is_one_object(String other) {
        isMalformed(() -> input(other));
    }

    @Test
    void a_frame_is_an_object_or_an_array_of_them() {
        assertThat(Input.each("{}")).hasSize(1);
        assertThat(Input.each("[{},{}]")).hasSize(2).allMatch(Optional::isPresent);
        for (String other : List.of("[]", "1", "null", "\"x\"")) {
            isMalformed(() -> Input.each(other));
        }
    }

    @Test
    void what_is_no_object_in_an_array_does_not_spoil_the_rest() {
        assertThat(Input.each("[{},1,null,[],\"x\",{}]"))
                .extracting(Optional::isPresent)
                .containsExactly(true, false, false, false, false, true);
    }

    @Test
    void a_hundred_thousand_levels_are_malformed_and_no_stack_overflows() {
        String arrays = "[".repeat(100_000);
        isMalformed(() -> Input.each(arrays));
        isMalformed(() -> input("{\"a\":" + arrays + "]".repeat(100_000) + "}"));
        isMalformed(() -> input("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
    }

    @Test
    void some_nesting_is_fine() {
        assertThat(input("{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}").has("a"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999", "-1e999999", "1e-999999", "1e2147483647", "9223372036854775808", "1.5"})
    void a_hostile_number_is_refused_and_costs_nothing(String number) {
        String json = "{\"seq\":" + number + ",\"cursors\":{\"garden\":" + number + "}}";
        long begun = System.nanoTime();
        Input input;
        try {
            input = input(json);
        } catch (Refused e) {
            assertThat(e.problem().status()).isEqualTo(400);
            return;
        }
        input.number("seq");
        assertThat(refusal(input::refuseIfWrong).errors().getFirst().field()).isEqualTo("seq");
        isMalformed(() -> input.numbers("cursors"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_number_of_a_hundred_thousand_digits_is_refused() {
        String json = "{\"seq\":" + "9".repeat(100_000) + "}";
        assertThat(refusal(() -> {
                            Input input = input(json);
                            input.number("seq");
                            input.refuseIfWrong();
                        })
                        .status())
                .isIn(400, 422);
    }

    @Test
    void whole_numbers_are_read_exactly() {
        Input input = input("{\"a\":0,\"b\":9223372036854775807,\"c\":-5,\"d\":1e3}");
        assertThat(input.number("a")).isZero();
        assertThat(input.number("b")).isEqualTo(Long.MAX_VALUE);
        assertThat(input.number("c")).isEqualTo(-5);
        assertThat(input.number("d")).isEqualTo(1_000);
        input.refuseIfWrong();
        assertThat(input("{\"cursors\":{\"a\":1,\"b\":9223372036854775807}}").numbers("cursors"))
                .isEqualTo(Map.of("a", 1L, "b", Long.MAX_VALUE));
    }

    @Test
    void a_name_that_comes_twice_is_malformed_at_any_depth() {
        isMalformed(() -> input("{\"a\":1,\"a\":2}"));
        isMalformed(() -> input("{\"x\":{\"a\":1,\"a\":1}}"));
        isMalformed(() -> Input.each("[{\"type\":\"ping\",\"type\":\"send\"}]"));
        isMalformed(() -> input("{\"a\":1,\"\\u0061\":2}"));
    }

    @Test
    void half_of_a_surrogate_pair_is_refused_and_a_whole_one_is_not() {
        assertThat(wrong(quoted("a\\ud800"), input -> input.text("text", 10))).contains("surrogate");
        assertThat(wrong(quoted("\\udc00a"), input -> input.text("text", 10))).contains("surrogate");
        assertThat(wrong(quoted("\\udc00\\ud800"), input -> input.text("text", 10)))
                .contains("surrogate");
        assertThat(text(quoted("\\ud83c\\udf4e"))).isEqualTo("🍎");
    }

    @Test
    void nul_and_other_control_characters_are_refused_but_lines_and_tabs_are_kept() {
        for (String control : List.of("\\u0000", "\\u0007", "\\u001b", "\\u007f", "\\u0085")) {
            assertThat(wrong(quoted("a" + control + "b"), input -> input.text("text", 10)))
                    .contains("control characters");
        }
        assertThat(text(quoted("a\\n\\tb\\r\\nc"))).isEqualTo("a\n\tb\r\nc");
        assertThat(wrong(quoted("a\\nb"), input -> input.line("text", 1, 10))).contains("control characters");
    }

    @Test
    void a_line_cannot_turn_the_words_that_stand_after_it() {
        for (String turn : List.of("\\u202a", "\\u202b", "\\u202c", "\\u202d", "\\u202e", "\\u2066", "\\u2069")) {
            Input line = input(quoted(turn + " a" + turn + "b "));
            assertThat(line.line("text", 1, 2)).isEqualTo("ab");
            line.refuseIfWrong();
        }
        Input marked = input(quoted("שלום\\u200f, ann\\u200e 👩\u200d🚀"));
        assertThat(marked.line("text", 1, 80)).isEqualTo("שלום\u200f, ann\u200e 👩\u200d🚀");
    }

    @Test
    void what_turns_the_direction_of_writing_is_kept_in_a_text() {
        assertThat(text(quoted("a\\u202eb\\u2066c\\u2069"))).isEqualTo("a\u202eb\u2066c\u2069");
        assertThat(text(quoted("שלום 👩\u200d🚀 e\u0301"))).isEqualTo("שלום 👩\u200d🚀 e\u0301");
    }

    @Test
    void eight_thousand_characters_are_taken_and_one_more_is_not() {
        assertThat(text(quoted("x".repeat(8_000)))).hasSize(8_000);
        assertThat(wrong(quoted("x".repeat(8_001)), input -> input.text("text", 8_000)))
                .contains("at most 8000");
    }

    @Test
    void an_emoji_is_one_character_although_it_is_two_to_java() {
        assertThat(text(quoted("🍎".repeat(8_000)))).hasSize(16_000);
        assertThat(wrong(quoted("🍎".repeat(8_001)), input -> input.text("text", 8_000)))
                .contains("at most 8000");
    }

    @Test
    void white_space_around_does_not_count_and_alone_it_is_empty() {
        assertThat(text(quoted("  \\n " + "x".repeat(8_000) + " \\t "))).hasSize(8_000);
        assertThat(wrong(quoted("  \\n\\t "), input -> input.text("text", 8_000)))
                .isEqualTo("text is empty");
        assertThat(wrong(quoted(""), input -> input.text("text", 8_000))).isEqualTo("text is empty");
    }

    @Test
    void all_white_space_of_unicode_is_taken_off_both_ends() {
        // White_Space of Unicode, and the byte order mark, which a browser's trim takes too.
        String spaces = "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                + "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
        String escaped = spaces.chars().mapToObj(c -> "\\u%04x".formatted(c)).collect(Collectors.joining());
        assertThat(text(quoted(escaped + "a\\u00a0b" + escaped))).isEqualTo("a\u00a0b");
        assertThat(wrong(quoted(escaped), input -> input.text("text", 8_000))).isEqualTo("text is empty");
        Input line = input(quoted(escaped + "a" + escaped));
        assertThat(line.line("text", 1, 1)).isEqualTo("a");
        line.refuseIfWrong();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u200b",
                "\\u200d\\u200c\\u2060",
                "\\u3164",
                "\\u2800 \\u2800",
                "\\u115f\\u1160",
                "\\uffa0",
                "\\u00ad",
                "\\u202e\\u00a0\\u2066",
                "\\udb40\\udc20"
            })
    void what_nobody_can_see_is_empty(String nothing) {
        assertThat(wrong(quoted(nothing), input -> input.text("text", 8_000))).isEqualTo("text is empty");
        assertThat(wrong(quoted(nothing), input -> input.line("text", 1, 80))).isEqualTo("text is empty");
        Input input = input(quoted(nothing));
        input.line("text", 0, 80); // a topic may be nothing
        input.refuseIfWrong();
        assertThat(text(quoted(nothing + "x"))).endsWith("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"👩‍👩‍👧", "🏳️‍🌈", "❤️", "e\u0301", "\u2801", ".", "ㅤa\u200d", "\u200bשלום"})
    void what_joins_signs_that_can_be_seen_is_kept(String sign) {
        assertThat(text(quoted(sign))).isEqualTo(sign);
    }

    @Test
    void a_value_of_another_type_is_malformed() {
        for (String value : List.of("1", "true", "[]", "{}", "[\"x\"]")) {
            Input input = input("{\"f\":" + value + "}");
            isMalformed(() -> input.string("f"));
            isMalformed(() -> input.line("f", 1, 10));
            isMalformed(() -> input.text("f", 10));
            isMalformed(() -> input.id("f"));
            isMalformed(() -> input.uuid("f"));
        }
        for (String value : List.of("\"1\"", "true", "[]", "{}")) {
            Input input = input("{\"f\":" + value + "}");
            isMalformed(() -> input.number("f"));
        }
        isMalformed(() -> input("{\"f\":\"true\"}").flag("f"));
        isMalformed(() -> input("{\"f\":1}").flag("f"));
        isMalformed(() -> input("{\"f\":\"x\"}").ids("f"));
        isMalformed(() -> input("{\"f\":[1]}").ids("f"));
        isMalformed(() -> input("{\"f\":{}}").ids("f"));
        isMalformed(() -> input("{\"f\":[1]}").numbers("f"));
        isMalformed(() -> input("{\"f\":{\"a\":\"1\"}}").numbers("f"));
    }

    @Test
    void what_people_write_is_refused_with_a_code_and_the_number_that_it_is_about() {
        Input input = input("{\"short\":\"ab\",\"long\":\"abcde\",\"blank\":\"  \",\"hidden\":\"a\\u0007b\"}");
        input.line("short", 3, 10);
        input.text("long", 4);
        input.text("blank", 10);
        input.line("hidden", 1, 10);
        input.line("none", 1, 10);
        assertThat(refusal(input::refuseIfWrong).errors())
                .containsExactly(
                        new Problem.Wrong("short", "must have at least 3 characters", "too-short", 3),
                        new Problem.Wrong("long", "must have at most 4 characters", "too-long", 4),
                        new Problem.Wrong("blank", "is empty", "empty", null),
                        new Problem.Wrong("hidden", "must not hold control characters", "control-characters", null),
                        new Problem.Wrong("none", "is missing", "missing", null));
    }

    @Test
    void everything_that_is_missing_is_said_at_once() {
        Input input = input("{\"b\":null}");
        input.text("a", 10);
        input.line("b", 1, 10);
        input.id("c");
        input.uuid("d");
        input.number("e");
        assertThat(refusal(input::refuseIfWrong).errors())
                .extracting(Problem.Wrong::field, Problem.Wrong::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "is missing"),
                        org.assertj.core.groups.Tuple.tuple("b", "is missing"),
                        org.assertj.core.groups.Tuple.tuple("c", "is missing"),
                        org.assertj.core.groups.Tuple.tuple("d", "is missing"),
                        org.assertj.core.groups.Tuple.tuple("e", "is missing"));
    }

    @Test
    void a_flag_may_be_missing() {
        assertThat(input("{}").flag("f")).isEmpty();
        assertThat(input("{\"f\":null}").flag("f")).isEmpty();
        assertThat(input("{\"f\":true}").flag("f")).contains(true);
        assertThat(input("{\"f\":false}").flag("f")).contains(false);
    }

    @Test
    void names_that_mean_something_elsewhere_mean_nothing_here() {
        Input input =
                input("{\"__proto__\":{\"isAdmin\":true},\"constructor\":\"x\",\"toString\":\"y\",\"text\":\"hello\"}");
        assertThat(input.has("isAdmin")).isFalse();
        assertThat(input.string("constructor")).isEqualTo("x");
        assertThat(input.text("text", 10)).isEqualTo("hello");
        assertThat(input("{}").has("toString")).isFalse();
    }

    @Test
    void ten_thousand_unknown_fields_are_passed_over() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            json.append("\"k").append(i).append("\":").append(i).append(',');
        }
        assertThat(text(json.append("\"text\":\"hello\"}").toString())).isEqualTo("hello");
    }

    @Test
    void names_made_to_collide_in_a_hash_table_cost_nothing() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 4_096; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append('"').append(name).append("\":0,");
        }
        assertThat(text(json.append("\"text\":\"hello\"}").toString())).isEqualTo("hello");
    }

    @Test
    void bytes_that_are_not_utf_8_are_malformed() {
        for (int[] bytes :
                new int[][] {{0xff}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xf5, 0x80, 0x80, 0x80}, {0xe2, 0x82}}) {
            byte[] json = "{\"text\":\"????\"}".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                json[9 + i] = (byte) bytes[i];
            }
            isMalformed(() -> Input.ofBytes(json));
        }
    }

    @Test
    void random_bytes_are_read_or_refused_and_nothing_else() {
        Random random = new Random(11);
        String alphabet = "{}[]\",:\\u0019eE+-.truefalsn \n";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder json = new StringBuilder("{\"a\":");
            for (int i = random.nextInt(12); i >= 0; i--) {
                json.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Input input = input(json.append('}').toString());
                input.echo("a");
                input.text("a", 10);
                input.refuseIfWrong();
            } catch (Refused e) {
                assertThat(e.problem().status()).isIn(400, 422);
            }
        }
    }

    @Test
    void an_id_is_short_and_not_empty() {
        assertThat(input("{\"id\":\"01abc\"}").id("id")).isEqualTo("01abc");
        assertThat(wrong("{\"id\":\"\"}", input -> input.id("id"))).isEqualTo("id is not an id");
        assertThat(wrong("{\"id\":\"" + "x".repeat(41) + "\"}", input -> input.id("id")))
                .isEqualTo("id is not an id");
        for (String id : List.of("", "x".repeat(41))) {
            assertThat(wrong("{\"ids\":[\"01abc\",\"" + id + "\"]}", input -> input.ids("ids")))
                    .isEqualTo("ids holds what is not an id");
        }
    }

    @Test
    void a_list_of_ids_has_one_at_least() {
        assertThat(input("{\"ids\":[\"01abc\",\"02abc\"]}").ids("ids")).containsExactly("01abc", "02abc");
        assertThat(wrong("{\"ids\":[]}", input -> input.ids("ids"))).isEqualTo("ids is empty");
        assertThat(wrong("{}", input -> input.ids("ids"))).isEqualTo("ids is missing");
        assertThat(wrong("{\"ids\":null}", input -> input.ids("ids"))).isEqualTo("ids is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1-1-1-1-1",
                "123e4567-e89b-12d3-a456-42661417400",
                "123e4567-e89b-12d3-a456-4266141740000",
                "123e4567e89b12d3a456426614174000",
                "123e4567-e89b-12d3-a456-42661417400g",
                "123456789-e89b-12d3-a456-26614174000",
                "{23e4567-e89b-12d3-a456-42661417400}"
            })
    void only_the_usual_form_of_a_uuid_is_one(String text) {
        assertThat(wrong("{\"id\":\"" + text + "\"}", input -> input.uuid("id")))
                .isEqualTo("id must be a UUID");
    }

    @Test
    void a_uuid_in_capitals_stays_as_it_was_written() {
        assertThat(input("{\"id\":\"123E4567-E89B-12D3-A456-426614174000\"}").uuid("id"))
                .isEqualTo("123E4567-E89B-12D3-A456-426614174000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"r\\\"1\"", "17", "-1.5E+3", "123456789012345678901234567890", "\"\"", "\"LONG\""})
    void a_reference_goes_back_as_it_came(String reference) {
        String ref = reference.replace("LONG", "🍎".repeat(256));
        Input input = input("{\"ref\":" + ref + "}");
        assertThat(input.echo("ref")).isEqualTo(ref);
        input.refuseIfWrong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"LONG\"", "{}", "[]", "true", "\"\\ud800\""})
    void a_reference_that_cannot_go_back_is_wrong(String reference) {
        String ref = reference.replace("LONG", "x".repeat(257));
        assertThat(wrong(
                        "{\"ref\":" + ref + "}",
                        input -> assertThat(input.echo("ref")).isNull()))
                .startsWith("ref must be");
    }

    @Test
    void no_reference_is_none() {
        for (String json : List.of("{}", "{\"ref\":null}")) {
            Input input = input(json);
            assertThat(input.echo("ref")).isNull();
            input.refuseIfWrong();
        }
    }

    @Test
    void of_several_objections_to_a_field_the_first_is_said() {
        Input input = input("{}");
        input.check("a", false, "first");
        input.check("a", false, "second");
        input.check("b", true, "never");
        assertThat(refusal(input::refuseIfWrong).errors()).containsExactly(new Problem.Wrong("a", "first"));
    }
}
