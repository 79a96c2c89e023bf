package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/**
 * Everything that people can write holds an attack, and somebody looks at it with Chromium, as
 * {@code webapp-react/e2e/hostile.mjs} tells. It writes more than a person may in that time.
 */
@InTheWorld(limited = false)
class HostileIT {

    @Test
    void nothing_comes_of_whatever_others_write(ConfabServer server) throws Exception {
        Chapters.comeTrue("hostile", server);
    }
}
