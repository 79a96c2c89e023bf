package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** Somebody who does something else meanwhile, in {@code webapp-react/e2e/notices.mjs}. */
@InTheWorld
class NoticesIT {

    @Test
    void who_looks_elsewhere_is_told_once_of_what_is_said_to_her(ConfabServer server) throws Exception {
        Chapters.comeTrue("notices", server);
    }
}
