package dev.confab.channel;

/**
 * The proof that a user is in a channel, as it was when the log's fence stood at {@code asOf}. Only {@link Channels}
 * makes one. It still holds when something is written with it, unless the fence has risen.
 */
public final class Membership {
    private final String channel;
    private final String user;
    private final MemberRole role;
    private final Channel.Kind kind;
    private final boolean isArchived;
    private final Bar bar;
    private final long asOf;

    Membership(Channel channel, Member member, Bar bar, long asOf) {
        this.channel = channel.id();
        this.user = member.user();
        this.role = member.role();
        this.kind = channel.kind();
        this.isArchived = channel.isArchived();
        this.bar = bar;
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

    /** Nothing is said in a direct channel either when one of the two has blocked the other. */
    public Bar bar() {
        return bar;
    }

    /** The fence of the channel's log at which this was true. */
    public long asOf() {
        return asOf;
    }
}
