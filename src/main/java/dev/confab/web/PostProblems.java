package dev.confab.web;

import dev.confab.channel.Bar;
import dev.confab.log.Unavailable;
import dev.confab.message.PostResult;

/** Why a message was not posted, in the words of the wire; the same for REST and the socket. */
public final class PostProblems {
    private PostProblems() {}

    public static Problem of(PostResult result) {
        return switch (result) {
            case PostResult.Conflict() -> Problem.conflict("This clientId has been used for another message.");
            case PostResult.NotThere() -> Problem.notFound();
            case PostResult.NotMember() -> Problem.notAllowed("Join the channel first.");
            case PostResult.Archived() -> Problem.notAllowed("The channel is archived.");
            case PostResult.Barred(Bar bar) -> Problem.notAllowed(bar.why());
            case PostResult.NoParent() ->
                Problem.invalid("parent", "must be a message of this channel that is there, and no reply itself");
            case PostResult.NoAttachment() ->
                Problem.invalid("attachments", "must be files that you have uploaded, and that are in no message yet");
            case PostResult.Posted posted -> throw new IllegalArgumentException("nothing was refused: " + posted);
            case PostResult.Repeated repeated -> throw new IllegalArgumentException("nothing was refused: " + repeated);
        };
    }

    public static boolean isUnavailable(Throwable failure) {
        return Unavailable.isBehind(failure);
    }
}
