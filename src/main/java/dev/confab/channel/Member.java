package dev.confab.channel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A user in a channel, and how far that user has read. */
@Entity
@Table(name = "member")
@IdClass(Member.Key.class)
public class Member {

    /** Which user in which channel. */
    public record Key(String channelId, String userId) implements Serializable {}

    @Id
    @Column(name = "channel_id")
    private String channelId;

    @Id
    @Column(name = "user_id")
    private String userId;

    private String role;

    @Column(name = "joined_at")
    private long joinedAt;

    @Column(name = "joined_seq")
    private long joinedSeq;

    @Column(name = "read_seq")
    private long readSeq;

    private boolean muted;
    private boolean favourite;

    protected Member() {}

    /** As of {@code seq} of the channel's log, which is that of the joining, or directly after it; all before it is read. */
    Member(String channelId, String userId, MemberRole role, Instant at, long seq) {
        this.channelId = channelId;
        this.userId = userId;
        this.role = role.name();
        this.joinedAt = at.toEpochMilli();
        this.joinedSeq = seq;
        this.readSeq = seq;
    }

    void promote(MemberRole newRole) {
        role = newRole.name();
    }

    public String channel() {
        return channelId;
    }

    public String user() {
        return userId;
    }

    public MemberRole role() {
        return MemberRole.valueOf(role);
    }

    public Instant joinedAt() {
        return Instant.ofEpochMilli(joinedAt);
    }

    public long joinedSeq() {
        return joinedSeq;
    }

    public long readSeq() {
        return readSeq;
    }

    public boolean isMuted() {
        return muted;
    }

    public boolean isFavourite() {
        return favourite;
    }
}
