package dev.confab.browser;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.InTheWorld;
import org.junit.jupiter.api.Test;

/** Two Chromium windows tell the story in {@code webapp-react/e2e/story.mjs}. */
@InTheWorld
class StoryIT {

    @Test
    void two_people_sign_up_talk_reload_lose_the_network_and_come_back(ConfabServer server) throws Exception {
        Chapters.comeTrue("story", server);
    }
}
