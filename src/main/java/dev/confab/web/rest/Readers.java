package dev.confab.web.rest;

import dev.confab.channel.Channels;
import dev.confab.channel.Membership;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Who may read a channel: its members. That a public one exists is no secret; what is said in it is for who joins. */
@ApplicationScoped
public class Readers {
    @Inject
    private Channels channels;

    Membership of(String user, String channel) {
        return channels.membership(user, channel)
                .orElseThrow(() -> new Refused(
                        channels.visible(user, channel).isPresent()
                                ? Problem.notAllowed("Join the channel first.")
                                : Problem.notFound()));
    }
}
