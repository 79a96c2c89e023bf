package dev.confab.event;

import java.time.Instant;
import java.util.List;

/**
 * What the channel sees of the replies to one of its messages.
 *
 * @param count of replies that are not deleted
 * @param participants who has replied, the latest last; at most {@value #MOST_PARTICIPANTS}, the latest ones
 * @param lastAt when the last reply came, be it deleted or not
 */
public record ThreadFacts(long count, List<String> participants, Instant lastAt) implements Json.Writable {
    public static final int MOST_PARTICIPANTS = 10;

    @Override
    public void writeTo(Json json) {
        json.put("count", count).strings("participants", participants).put("lastAt", lastAt);
    }
}
