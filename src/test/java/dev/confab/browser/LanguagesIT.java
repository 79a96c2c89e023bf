package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** Somebody of each language looks round with Chromium, as {@code webapp-react/e2e/languages.mjs} tells. */
@InTheWorld
class LanguagesIT {

    @Test
    void people_of_five_languages_find_nothing_in_another_one(ConfabServer server) throws Exception {
        Chapters.comeTrue("languages", server);
    }
}
