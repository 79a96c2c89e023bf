package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** Somebody without a mouse, in {@code webapp-react/e2e/keyboard.mjs}. */
@InTheWorld
class KeyboardIT {

    @Test
    void somebody_without_a_mouse_always_sees_where_she_is_and_comes_back_there(ConfabServer server) throws Exception {
        Chapters.comeTrue("keyboard", server);
    }
}
