package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** {@code webapp-react/e2e/speed.mjs} and {@code soak.mjs} hold what the app costs a browser to its budget. */
@InTheWorld(limited = false)
class SpeedIT {

    @Test
    void what_one_does_costs_no_more_than_its_budget(ConfabServer server) throws Exception {
        Chapters.comeTrue("speed", server).lines().forEach(System.out::println);
    }

    @Test
    void a_page_that_hears_much_does_not_grow(ConfabServer server) throws Exception {
        Chapters.comeTrue("soak", server).lines().forEach(System.out::println);
    }
}
