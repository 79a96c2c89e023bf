package dev.confab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void what_has_been_sent_as_a_secret_is_found_where_it_stands() {
        Secrets.note("hunter2 under the stairs");

        assertThat(Secrets.leaksIn("he typed hunter2 under the stairs, twice")).containsExactly("…he typed [a secret]");
    }

    @Test
    void a_word_of_everybodys_is_no_secret_that_leaked() {
        Secrets.note("password");
        Secrets.note("short1");

        assertThat(Secrets.leaksIn("root@localhost has no password, and short1 is short"))
                .isEmpty();
    }
}
