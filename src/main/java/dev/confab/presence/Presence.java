package dev.confab.presence;

import dev.confab.event.Json;
import dev.confab.event.StatusFacts;
import java.time.Instant;

/**
 * How somebody is there, and what this person says about it.
 *
 * @param until when the person wants it to end; null where that is not said
 */
public record Presence(String user, State state, Instant until, String emoji, String text) implements Json.Writable {

    static Presence of(String user, Attendance.Level level, StatusFacts status) {
        State state = switch (level) {
            case ABSENT -> State.OFFLINE;
            case IDLE -> status.state().equals("dnd") ? State.DND : State.AWAY;
            case ACTIVE ->
                switch (status.state()) {
                    case "dnd" -> State.DND;
                    case "away" -> State.AWAY;
                    default -> State.ONLINE;
                };
        };
        return new Presence(user, state, state == State.OFFLINE ? null : status.until(), status.emoji(), status.text());
    }

    @Override
    public void writeTo(Json json) {
        json.put("user", user)
                .put("state", state.word())
                .put("until", until)
                .put("emoji", emoji)
                .put("text", text);
    }
}
