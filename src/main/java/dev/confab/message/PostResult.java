package dev.confab.message;

import dev.confab.channel.Bar;

/** What becomes of a message that somebody posts. */
public sealed interface PostResult {
    record Posted(OwnMessage message) implements PostResult {}

    /** It had been posted before; this is the first result again. */
    record Repeated(OwnMessage message) implements PostResult {}

    /** The {@code clientId} has been used for something else. */
    record Conflict() implements PostResult {}

    /** There is no such channel for this user. */
    record NotThere() implements PostResult {}

    /** The channel is public, but the user is not in it. */
    record NotMember() implements PostResult {}

    record Archived() implements PostResult {}

    /** One of the two of a direct channel has blocked the other. */
    record Barred(Bar bar) implements PostResult {}

    /** A file is not there, or somebody else's, or in a message already. */
    record NoAttachment() implements PostResult {}

    /** There is no such message in the channel, or it is a reply itself, or it is gone. */
    record NoParent() implements PostResult {}
}
