package dev.confab.channel;

/**
 * The proof that a user is in a channel, as it was at the place {@code asOf} of the channel's log. Only {@link
 * Channels} makes one. The log's fence says whether it still holds when something is written with it.
 */
public final class Membership {
    private final String channel;
    private final String user;
    private final MemberRole role;
    private final Channel.Kind kind;
    private final boolean isArchived;
    private final long asOf;

    Membership(Channel channel, Member member, long asOf) {
        this.channel = channel.id();
        this.user = member.user();
        this.role = member.role();
        this.kind = channel.kind();
        this.isArchived = channel.isArchived();
        this.asOf = asOf;
    }

    public String channel() {
        return channel;
    }

    public String user() {
        return user;
    }

    public MemberRole role() {
        return role;
    }

    public Channel.Kind kind() {
        return kind;
    }

    /** Nothing is said in an archived channel. */
    public boolean isArchived() {
        return isArchived;
    }

    /** The seq of the channel's log at which this was true. */
    public long asOf() {
        return asOf;
    }
}
