package dev.confab.thread;

import dev.confab.event.ThreadFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that is replied to, as the writer finds it, and as the changes of one group leave it to each other.
 *
 * @param isReply it is one itself, and has no thread
 * @param facts null when nobody has replied yet
 * @param isTouched the row of the thread is among those that the group will write
 */
public record Root(
        String id,
        String channel,
        String author,
        boolean isReply,
        boolean isDeleted,
        ThreadFacts facts,
        boolean isTouched) {

    /** Nothing is said about what is gone, unless a talk about it goes on. */
    public boolean mayBeRepliedTo() {
        return !isReply && (!isDeleted || facts != null && facts.count() > 0);
    }

    Root withReplyBy(String user, Instant at) {
        List<String> participants = new ArrayList<>(facts == null ? List.of() : facts.participants());
        participants.remove(user);
        participants.add(user);
        int from = Math.max(0, participants.size() - ThreadFacts.MOST_PARTICIPANTS);
        long count = facts == null ? 1 : facts.count() + 1;
        return touched(new ThreadFacts(count, List.copyOf(participants.subList(from, participants.size())), at));
    }

    Root withOneReplyLess() {
        return touched(new ThreadFacts(facts.count() - 1, facts.participants(), facts.lastAt()));
    }

    private Root touched(ThreadFacts after) {
        return new Root(id, channel, author, isReply, isDeleted, after, true);
    }
}
