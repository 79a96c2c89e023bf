package dev.confab.web.rest;

import dev.confab.event.StatusFacts;
import dev.confab.presence.Statuses;
import dev.confab.reaction.Emoji;
import dev.confab.web.Input;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What the caller says of oneself to all others. */
@Path("/me/status")
public class StatusResource {
    private static final Set<String> STATES = Set.of("online", "away", "dnd");
    private static final int LONGEST_TEXT = 100;
    private static final Duration LONGEST = Duration.ofDays(366);

    @Inject
    private Statuses statuses;

    @Inject
    private Clock clock;

    @Inject
    private Request request;

    @GET
    public Response status() {
        return Reply.ok(statuses.of(request.user()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response say(Input input) {
        String state = input.has("state") ? input.string("state") : StatusFacts.NONE.state();
        input.check("state", STATES.contains(state), "must be online, away or dnd");
        Instant until = end(input, "until");
        input.check("until", until == null || !state.equals("online"), "is for away and dnd");
        String text = input.has("text") ? input.line("text", 1, LONGEST_TEXT) : null;
        String emoji =
                input.has("emoji") ? Emoji.canonical(input.string("emoji")).orElse("") : null;
        input.check("emoji", emoji == null || !emoji.isEmpty(), "emoji", "must be one emoji, as Unicode has them");
        Instant textUntil = end(input, "textUntil");
        input.check("textUntil", textUntil == null || text != null || emoji != null, "is for a text or an emoji");
        input.refuseIfWrong();
        StatusFacts said = new StatusFacts(state, until, emoji, text, textUntil);
        statuses.say(request.user(), said);
        return Reply.ok(said);
    }

    private Instant end(Input input, String field) {
        if (!input.has(field)) {
            return null;
        }
        Instant now = clock.instant();
        Instant end = input.time(field);
        input.check(field, end.isAfter(now), "past", "is over already");
        input.check(field, end.isBefore(now.plus(LONGEST)), "too-far", "is more than a year away");
        return end;
    }
}
