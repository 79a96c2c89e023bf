package dev.confab.dev.seed;

import dev.confab.channel.Channel;
import java.util.List;

/**
 * A channel of the seeded workspace.
 *
 * @param name null for a direct one
 * @param script what is said there, see {@link dev.confab.dev.talk.Script}
 * @param members by username; the first creates it
 * @param opened days ago
 * @param closed days ago that it was archived; 0 for one that is in use
 * @param dialogues how many there are on a working day
 */
record Place(
        Channel.Kind kind,
        String name,
        String topic,
        String script,
        List<String> members,
        int opened,
        int closed,
        double dialogues) {

    static Place direct(String one, String other, int opened, double dialogues) {
        boolean isAlone = one.equals(other);
        return new Place(
                Channel.Kind.DIRECT,
                null,
                null,
                isAlone ? "notes" : "direct",
                isAlone ? List.of(one) : List.of(one, other),
                opened,
                0,
                dialogues);
    }

    String creator() {
        return members.getFirst();
    }

    /** The other one of a direct channel; who is alone talks to itself. */
    String other() {
        return members.getLast();
    }
}
