package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** Every state of the app is looked at in {@code webapp-react/e2e/looks.mjs}, in both themes and without colours. */
@InTheWorld
class LooksIT {

    @Test
    void every_state_can_be_read_reached_and_pressed_by_everybody(ConfabServer server) throws Exception {
        Chapters.comeTrue("looks", server);
    }
}
