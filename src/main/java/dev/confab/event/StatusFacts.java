package dev.confab.event;

import java.time.Instant;

/**
 * What somebody says of oneself.
 *
 * @param state {@code online} for "as my devices have it", {@code away} or {@code dnd}
 * @param until when {@code state} becomes {@code online} again, or null
 * @param emoji and {@code text}: in one's own words; each may be null
 * @param textUntil when these are over, or null
 */
public record StatusFacts(String state, Instant until, String emoji, String text, Instant textUntil)
        implements Json.Writable {
    /** Of somebody who has said nothing. */
    public static final StatusFacts NONE = new StatusFacts("online", null, null, null, null);

    /** What is left of it at this time. */
    public StatusFacts at(Instant now) {
        boolean isOver = until != null && !until.isAfter(now);
        boolean isSaid = textUntil == null || textUntil.isAfter(now);
        return new StatusFacts(
                isOver ? NONE.state : state,
                isOver ? null : until,
                isSaid ? emoji : null,
                isSaid ? text : null,
                isSaid ? textUntil : null);
    }

    @Override
    public void writeTo(Json json) {
        json.put("state", state)
                .put("until", until)
                .put("emoji", emoji)
                .put("text", text)
                .put("textUntil", textUntil);
    }
}
