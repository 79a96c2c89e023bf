package dev.confab.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {

    @Test
    void a_client_that_says_nothing_has_an_empty_name() {
        Client client = new Client(null, null);
        assertThat(client.name()).isEmpty();
        assertThat(client.address()).isEmpty();
    }

    @Test
    void what_could_break_a_line_of_a_log_or_a_page_is_replaced() {
        assertThat(new Client("Mozilla\r\nINFO forged\u0000\u202e\u001b[31m😀", "::1").name())
                .isEqualTo("Mozilla??INFO forged???[31m?");
        assertThat(new Client("x", "1.2.3.4\n5").address()).isEqualTo("1.2.3.4?5");
    }

    @Test
    void a_name_is_cut_to_what_its_column_takes() {
        Client client = new Client("n".repeat(161), "a".repeat(65));
        assertThat(client.name()).hasSize(160);
        assertThat(client.address()).hasSize(64);
    }
}
