package dev.confab.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of events, each with its word on the wire. A kind that is not here cannot be stored. */
public enum Kind {
    MESSAGE_POSTED("message.posted", Event.MessagePosted.class),
    MESSAGE_EDITED("message.edited", Event.MessageEdited.class),
    MESSAGE_DELETED("message.deleted", Event.MessageDeleted.class),
    THREAD_UPDATED("thread.updated", Event.ThreadUpdated.class),
    REACTION_ADDED("reaction.added", Event.ReactionAdded.class),
    REACTION_REMOVED("reaction.removed", Event.ReactionRemoved.class),
    MESSAGE_PINNED("message.pinned", Event.MessagePinned.class),
    MESSAGE_UNPINNED("message.unpinned", Event.MessageUnpinned.class),
    CHANNEL_UPDATED("channel.updated", Event.ChannelUpdated.class),
    CHANNEL_ARCHIVED("channel.archived", Event.ChannelArchived.class),
    MEMBER_JOINED("member.joined", Event.MemberJoined.class),
    MEMBER_LEFT("member.left", Event.MemberLeft.class),
    MEMBER_ROLE("member.role", Event.MemberRole.class),
    CHANNEL_JOINED("channel.joined", Event.ChannelJoined.class),
    CHANNEL_LEFT("channel.left", Event.ChannelLeft.class),
    READ_MOVED("read.moved", Event.ReadMoved.class),
    PREFERENCE_CHANGED("preference.changed", Event.PreferenceChanged.class),
    CHANNEL_MARKED("channel.marked", Event.ChannelMarked.class),
    BLOCK_CHANGED("block.changed", Event.BlockChanged.class),
    THREAD_MARKED("thread.marked", Event.ThreadMarked.class),
    MESSAGE_SAVED("message.saved", Event.MessageSaved.class),
    MESSAGE_UNSAVED("message.unsaved", Event.MessageUnsaved.class),
    STATUS_CHANGED("status.changed", Event.StatusChanged.class),
    ACCOUNT_UPDATED("account.updated", Event.AccountUpdated.class),
    SESSION_ENDED("session.ended", Event.SessionEnded.class);

    private static final Map<Class<? extends Event>, Kind> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(kind -> kind.type, Function.identity()));

    private final String word;
    private final Class<? extends Event> type;

    Kind(String word, Class<? extends Event> type) {
        this.word = word;
        this.type = type;
    }

    public String word() {
        return word;
    }

    public static Kind of(Class<? extends Event> type) {
        return BY_TYPE.get(type);
    }
}
