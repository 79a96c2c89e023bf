package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** A phone, a tablet and wide screens are looked at in {@code webapp-react/e2e/layouts.mjs}. */
@InTheWorld
class LayoutsIT {

    @Test
    void at_every_width_all_stands_where_it_should_and_leads_back(ConfabServer server) throws Exception {
        Chapters.comeTrue("layouts", server);
    }
}
