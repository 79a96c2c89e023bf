package dev.confab.event;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message as everyone sees it. What remains of a deleted one is its tombstone: who and when, without the text.
 *
 * <p>The author's {@code clientId} is not here: it is only for the author ({@link Entry#frame}).
 *
 * @param reply null for what was said to the channel, and not in answer to one message
 * @param echo what others have made of it since
 */
public record Message(
        String id,
        String channel,
        long seq,
        String author,
        Content content,
        Reply reply,
        Instant at,
        Instant editedAt,
        Instant deletedAt,
        Echo echo)
        implements Json.Writable {

    /**
     * What the author said.
     *
     * @param mentions ids of the people whom it names; and {@code channel} or {@code here} for all of them
     */
    public record Content(String text, List<String> mentions, Attached attached) {
        public Content(String text) {
            this(text, List.of());
        }

        public Content(String text, List<String> mentions) {
            this(text, mentions, Attached.NONE);
        }
    }

    /**
     * What is said of a message's files. It is written once, and never changes.
     *
     * @param json an array of {@link FileFacts}
     */
    public record Attached(String json) {
        public static final Attached NONE = new Attached("[]");

        public static Attached of(List<FileFacts> files) {
            return new Attached(files.stream().map(Json::of).collect(Collectors.joining(",", "[", "]")));
        }
    }

    /**
     * A place in a thread.
     *
     * @param parent the id of the message that the thread is about, which is no reply itself
     * @param isInChannel whether it is shown among the channel's messages as well
     */
    public record Reply(String parent, boolean isInChannel) {}

    /**
     * @param thread null until somebody has replied
     * @param pin null for what is not pinned
     */
    public record Echo(List<Reaction> reactions, ThreadFacts thread, Pin pin) {
        public static final Echo NONE = new Echo(List.of(), null, null);
    }

    /** Since when the channel keeps it at hand, and by whom. */
    public record Pin(Instant at, String by) {}

    /** One emoji, and who has reacted with it: the first one first, and never nobody. */
    public record Reaction(String emoji, List<String> users) implements Json.Writable {
        @Override
        public void writeTo(Json json) {
            json.put("emoji", emoji).strings("users", users);
        }
    }

    /** As it was posted, to the channel. */
    public Message(String id, String channel, long seq, String author, String text, Instant at) {
        this(id, channel, seq, author, new Content(text), null, at, null, null, Echo.NONE);
    }

    public String text() {
        return content.text();
    }

    /** Whether it stands among the channel's messages. */
    public boolean isInChannel() {
        return reply == null || reply.isInChannel();
    }

    @Override
    public void writeTo(Json json) {
        json.put("id", id).put("channel", channel).put("seq", seq).put("author", author);
        if (reply != null) {
            json.put("parent", reply.parent()).put("inChannel", reply.isInChannel());
        }
        if (deletedAt != null) {
            json.put("at", at).put("deletedAt", deletedAt).put("replies", echo.thread());
            return;
        }
        json.put("text", text())
                .put("at", at)
                .put("editedAt", editedAt)
                .put("pinnedAt", echo.pin() == null ? null : echo.pin().at())
                .put("pinnedBy", echo.pin() == null ? null : echo.pin().by())
                .put("replies", echo.thread())
                .put("reactions", echo.reactions())
                .strings("mentions", content.mentions())
                .raw("attachments", content.attached().json());
    }
}
