package dev.confab.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.Json;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PageTest {
    private static Page<String> of(int limit, String... oneMore) {
        return Page.of(List.of(oneMore), limit, Function.identity());
    }

    private static String written(Page<String> page) {
        return Json.of(page.as("names", name -> json -> json.put("name", name)));
    }

    @Test
    void a_full_page_with_more_behind_it_tells_where_to_go_on() {
        assertThat(written(of(2, "ann", "bob", "carl")))
                .isEqualTo("{\"names\":[{\"name\":\"ann\"},{\"name\":\"bob\"}],\"next\":\"bob\"}");
    }

    @Test
    void a_page_with_nothing_behind_it_is_the_last() {
        assertThat(written(of(2, "ann", "bob")))
                .isEqualTo("{\"names\":[{\"name\":\"ann\"},{\"name\":\"bob\"}],\"next\":null}");
        assertThat(written(of(2))).isEqualTo("{\"names\":[],\"next\":null}");
    }

    @Test
    void what_is_left_out_of_a_page_does_not_make_it_the_last() {
        assertThat(written(of(2, "ann", "bob", "carl").only(name -> !name.equals("bob"))))
                .isEqualTo("{\"names\":[{\"name\":\"ann\"}],\"next\":\"bob\"}");
        assertThat(written(of(2, "ann", "bob", "carl").only(name -> false)))
                .isEqualTo("{\"names\":[],\"next\":\"bob\"}");
    }
}
