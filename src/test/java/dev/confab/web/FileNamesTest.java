package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void a_name_is_one_line_and_no_path_and_turns_nothing_around() {
        assertThat(FileNames.cleaned("..\\..\\x")).isEqualTo("x");
        assertThat(FileNames.cleaned("../../rose.png")).isEqualTo("rose.png");
        assertThat(FileNames.cleaned("x\r\nSet-Cookie: a=b")).isEqualTo("xSet-Cookie: a=b");
        assertThat(FileNames.cleaned("\u202egpj.exe")).isEqualTo("gpj.exe");
        assertThat(FileNames.cleaned("..")).isEmpty();
        assertThat(FileNames.cleaned("r".repeat(300) + ".png")).hasSize(200).endsWith(".png");
    }

    @Test
    void a_header_holds_any_name_and_is_not_split() {
        assertThat(FileNames.disposition(false, "a\"b.html"))
                .isEqualTo("attachment; filename=\"a_b.html\"; filename*=UTF-8''a%22b.html");
        assertThat(FileNames.disposition(true, "Rose é.png"))
                .isEqualTo("inline; filename=\"Rose _.png\"; filename*=UTF-8''Rose%20%C3%A9.png");
    }
}
