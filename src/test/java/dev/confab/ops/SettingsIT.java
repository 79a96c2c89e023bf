package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.testing.ConfabServer;
import org.junit.jupiter.api.Test;

class SettingsIT {

    @Test
    void wrong_settings_stop_the_start_with_one_line_that_names_them() {
        var wrong = ConfabServer.named("wrong-settings")
                .setting("confab.public.url", "https://ann:secret@chat.example.org")
                .setting("confab.limits.text", "many");

        assertThatThrownBy(wrong::start)
                .hasMessageMatching(
                        "Payara's boot command deploy failed: Confab cannot start:"
                                + " confab.limits.text must be a whole number from 1 to 100000, not \"many\";"
                                + " confab.public.url must be an http or https URL such as https://chat.example.org \\(log: .*");
    }
}
