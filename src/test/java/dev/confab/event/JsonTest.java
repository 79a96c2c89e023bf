package dev.confab.event;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void an_object_without_fields_is_empty() {
        assertThat(Json.object().toString()).isEqualTo("{}");
    }

    @Test
    void what_json_cannot_hold_as_it_is_gets_escaped() {
        assertThat(Json.object().put("text", "a\"b\\c\nd\re\tf\u0000g\u001fh").toString())
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\nd\\re\\tf\\u0000g\\u001fh\"}");
    }

    @Test
    void the_line_ends_of_old_javascript_get_escaped() {
        assertThat(Json.object().put("text", "\u2028\u2029").toString()).isEqualTo("{\"text\":\"\\u2028\\u2029\"}");
    }

    @Test
    void emoji_and_other_scripts_stay_as_they_are() {
        assertThat(Json.object().put("text", "Grüße 👩‍🚀 שלום").toString())
                .isEqualTo("{\"text\":\"Grüße 👩‍🚀 שלום\"}");
    }

    @Test
    void a_field_that_is_absent_is_left_out_unless_it_is_said_to_be_null() {
        Json json = Json.object()
                .put("text", (String) null)
                .put("at", (Instant) null)
                .put("who", (Json.Writable) null)
                .nullable("topic", null);
        assertThat(json.toString()).isEqualTo("{\"topic\":null}");
    }

    @Test
    void lists_hold_objects_or_strings() {
        Json.Writable ann = json -> json.put("name", "ann");
        Json json = Json.object()
                .put("none", List.<Json.Writable>of())
                .put("people", List.of(ann, ann))
                .strings("words", List.of("a", "\""));
        assertThat(json.toString())
                .isEqualTo(
                        "{\"none\":[],\"people\":[{\"name\":\"ann\"},{\"name\":\"ann\"}],\"words\":[\"a\",\"\\\"\"]}");
    }

    @Test
    void times_are_utc_with_three_digits_of_a_second_always() {
        assertThat(Json.time(Instant.parse("2026-02-03T04:05:06Z"))).isEqualTo("2026-02-03T04:05:06.000Z");
        assertThat(Json.time(Instant.parse("2026-02-03T04:05:06.7Z"))).isEqualTo("2026-02-03T04:05:06.700Z");
        assertThat(Json.time(Instant.parse("2026-02-03T04:05:06.123456789Z"))).isEqualTo("2026-02-03T04:05:06.123Z");
    }

    @Test
    void whatever_is_written_is_read_back_the_same_by_another_parser() {
        Random random = new Random(20260203);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(40), 0, 0x11000)
                    .filter(point -> !Character.isSurrogate((char) point) || point > 0xffff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String json =
                    Json.object().put(text, text).put("n", random.nextLong()).toString();
            try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(json))) {
                assertThat(reader.readObject().getString(text)).isEqualTo(text);
            }
        }
    }
}
