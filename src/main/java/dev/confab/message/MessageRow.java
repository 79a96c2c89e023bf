package dev.confab.message;

import dev.confab.event.Message;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** The current state of a message. A deleted one keeps its place and loses its text. */
@Entity
@Table(name = "message")
class MessageRow {
    @Id
    private String id;

    @Column(name = "channel_id")
    private String channel;

    private long seq;
    private String author;

    /** In lower case: unique for its author. */
    @Column(name = "client_id")
    private String clientId;

    /** As its author wrote it; null for what was posted before this was kept. */
    @Column(name = "client_id_written")
    private String clientIdWritten;

    private String text;

    /** The message that this is a reply to, or null. */
    private String parent;

    @Column(name = "in_channel")
    private boolean inChannel;

    /** Ids with a space between. */
    private String mentions;

    /** As the wire has it; null for none. */
    private String attachments;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "edited_at")
    private Long editedAt;

    /** The place of the last edit: from {@code seq} to here the log speaks of this message. */
    @Column(name = "edited_seq")
    private Long editedSeq;

    @Column(name = "deleted_at")
    private Long deletedAt;

    protected MessageRow() {}

    MessageRow(Message posted, Draft draft) {
        this.id = posted.id();
        this.channel = posted.channel();
        this.seq = posted.seq();
        this.author = posted.author();
        this.clientId = draft.folded();
        this.clientIdWritten = draft.clientId();
        this.text = posted.text();
        this.parent = posted.reply() == null ? null : posted.reply().parent();
        this.inChannel = posted.isInChannel();
        this.mentions = String.join(" ", posted.content().mentions());
        this.attachments = stored(posted.content().attached());
        this.createdAt = posted.at().toEpochMilli();
    }

    void edit(Message.Content now, Instant at, long atSeq) {
        text = now.text();
        mentions = String.join(" ", now.mentions());
        editedSeq = atSeq;
        editedAt = at.toEpochMilli();
    }

    void delete(Instant at) {
        text = "";
        mentions = "";
        attachments = null;
        deletedAt = at.toEpochMilli();
    }

    long firstSaid() {
        return seq;
    }

    long lastSaid() {
        return editedSeq == null ? seq : editedSeq;
    }

    /** What it says now. */
    Version version() {
        return new Version(text, Instant.ofEpochMilli(editedAt == null ? createdAt : editedAt));
    }

    Instant postedAt() {
        return Instant.ofEpochMilli(createdAt);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    String channel() {
        return channel;
    }

    String author() {
        return author;
    }

    String id() {
        return id;
    }

    /** Null for what was said to the channel. */
    String parent() {
        return parent;
    }

    String clientId() {
        return clientIdWritten == null ? clientId : clientIdWritten;
    }

    Message message(Message.Echo echo) {
        return new Message(
                id,
                channel,
                seq,
                author,
                new Message.Content(
                        text,
                        mentions.isEmpty() ? List.of() : List.of(mentions.split(" ")),
                        attachments == null ? Message.Attached.NONE : new Message.Attached(attachments)),
                parent == null ? null : new Message.Reply(parent, inChannel),
                Instant.ofEpochMilli(createdAt),
                instant(editedAt),
                instant(deletedAt),
                echo);
    }

    static String stored(Message.Attached attached) {
        return attached.equals(Message.Attached.NONE) ? null : attached.json();
    }

    private static Instant instant(Long at) {
        return at == null ? null : Instant.ofEpochMilli(at);
    }
}
