package dev.confab.event;

/**
 * A durable change, as it is said on a log. The first groups are said on a channel's log, the last on a user's log.
 *
 * <p>Each event carries the state that it leaves behind, never a difference: applying it twice does no harm.
 */
public sealed interface Event extends Json.Writable {

    /** The word on the wire, for example {@code message.posted}. */
    default String kind() {
        return Kind.of(getClass()).word();
    }

    record MessagePosted(Message message) implements Event {
        @Override
        public void writeTo(Json json) {
            message.writeTo(json);
        }
    }

    record MessageEdited(Message message) implements Event {
        @Override
        public void writeTo(Json json) {
            message.writeTo(json);
        }
    }

    /** What stays of the message: its tombstone. */
    record MessageDeleted(Message message) implements Event {
        @Override
        public void writeTo(Json json) {
            message.writeTo(json);
        }
    }

    /** There is one reply more, or one less: how it stands with the replies to {@code message}. */
    record ThreadUpdated(String message, ThreadFacts replies) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message).put("replies", replies);
        }
    }

    record ReactionAdded(String message, String emoji, String user) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message).put("emoji", emoji).put("user", user);
        }
    }

    record ReactionRemoved(String message, String emoji, String user) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message).put("emoji", emoji).put("user", user);
        }
    }

    /** The channel keeps it at hand, since when and by whom the event says. */
    record MessagePinned(String message) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message);
        }
    }

    record MessageUnpinned(String message) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message);
        }
    }

    record ChannelUpdated(ChannelFacts channel) implements Event {
        @Override
        public void writeTo(Json json) {
            channel.writeTo(json);
        }
    }

    /** Archived or taken out of the archive: {@code channel.archived()} says which. */
    record ChannelArchived(ChannelFacts channel) implements Event {
        @Override
        public void writeTo(Json json) {
            channel.writeTo(json);
        }
    }

    record MemberJoined(String user, String role) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("user", user).put("role", role);
        }
    }

    record MemberLeft(String user, String role) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("user", user).put("role", role);
        }
    }

    record MemberRole(String user, String role) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("user", user).put("role", role);
        }
    }

    /** From now on the channel's events follow, starting after {@code head}. */
    record ChannelJoined(String channel, long head) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("channel", channel).put("head", head);
        }
    }

    /** The last thing that is heard of the channel. */
    record ChannelLeft(String channel) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("channel", channel);
        }
    }

    record ReadMoved(String channel, long seq) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("channel", channel).put("seq", seq);
        }
    }

    /** All that the user has chosen, as it is now. */
    record PreferenceChanged(PreferenceFacts preferences) implements Event {
        @Override
        public void writeTo(Json json) {
            preferences.writeTo(json);
        }
    }

    /** What the channel is to the user. */
    record ChannelMarked(String channel, boolean muted, boolean favourite) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("channel", channel).put("muted", muted).put("favourite", favourite);
        }
    }

    /** Whether the user wants to hear nothing of {@code user}. */
    record BlockChanged(String user, boolean blocked) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("user", user).put("blocked", blocked);
        }
    }

    /** Whether the user follows the thread of {@code message}, and how far it has been read. */
    record ThreadMarked(String message, String channel, boolean follows, long readSeq) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message)
                    .put("channel", channel)
                    .put("follows", follows)
                    .put("readSeq", readSeq);
        }
    }

    /** Put aside by the one whose log it is. */
    record MessageSaved(String message, String channel) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message).put("channel", channel);
        }
    }

    record MessageUnsaved(String message, String channel) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("message", message).put("channel", channel);
        }
    }

    /** What the user says of oneself; with an end in it, it is over then without another event. */
    record StatusChanged(StatusFacts status) implements Event {
        @Override
        public void writeTo(Json json) {
            status.writeTo(json);
        }
    }

    record AccountUpdated(UserFacts user) implements Event {
        @Override
        public void writeTo(Json json) {
            user.writeTo(json);
        }
    }

    /** Signed out, revoked or expired: every node closes the sockets of {@code session} with 4001. */
    record SessionEnded(String session) implements Event {
        @Override
        public void writeTo(Json json) {
            json.put("session", session);
        }
    }
}
