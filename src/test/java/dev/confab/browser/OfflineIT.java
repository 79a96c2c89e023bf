package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** A device without a network, killed, and back, as {@code webapp-react/e2e/offline.mjs} tells. */
@InTheWorld
class OfflineIT {

    @Test
    void nothing_that_was_written_is_lost_or_double_and_all_can_be_read(ConfabServer server) throws Exception {
        Chapters.comeTrue("offline", server);
    }
}
