package dev.confab.browser;

import dev.confab.testing.Browser;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** {@code webapp-react/e2e/anchors.mjs} measures in Chromium, Firefox and WebKit how far what one reads moves. */
@InTheWorld(limited = false)
class AnchorsIT {

    @Test
    void nothing_moves_under_a_readers_eyes_in_any_engine(ConfabServer server) throws Exception {
        Browser.others();
        Chapters.comeTrue("anchors", server).lines().forEach(System.out::println);
    }
}
