package dev.confab.channel;

import dev.confab.event.ChannelFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A place to talk. Its id is also the id of its log. */
@Entity
@Table(name = "channel")
public class Channel {

    /** Who can find the channel: everyone, its members, exactly two people, or a few who stay the same. */
    public enum Kind {
        PUBLIC,
        PRIVATE,
        DIRECT,
        GROUP;

        /** It is between its people: it has no name and no admins, and nobody comes or goes. */
        public boolean isPersonal() {
            return this == DIRECT || this == GROUP;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private String id;

    private String kind;
    private String name;
    private String topic;
    private boolean archived;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private long createdAt;

    private String identity;

    protected Channel() {}

    Channel(String id, NewChannel wanted, String creator, Instant at) {
        this.id = id;
        this.kind = wanted.kind().name();
        this.name = wanted.name();
        this.topic = wanted.topic();
        this.createdBy = creator;
        this.createdAt = at.toEpochMilli();
        this.identity = switch (wanted.kind()) {
            case PUBLIC -> named(wanted.name());
            case PRIVATE -> "!" + id; // that a name is taken would tell who is not in it that it is there
            case DIRECT, GROUP -> company(Stream.concat(Stream.of(creator), wanted.others().stream()));
        };
    }

    /** The same for all of them, whoever begins. */
    private static String company(Stream<String> people) {
        return people.distinct().sorted().collect(Collectors.joining(" ", "@", ""));
    }

    static String between(String one, String other) {
        return company(Stream.of(one, other));
    }

    /** The other one of a direct channel; empty for other kinds, and where somebody is alone in it. */
    Optional<String> besides(String user) {
        return kind() == Kind.DIRECT
                ? Arrays.stream(identity.substring(1).split(" "))
                        .filter(one -> !one.equals(user))
                        .findFirst()
                : Optional.empty();
    }

    /** The same for all public channels that may not be there beside each other. */
    static String named(String name) {
        return "#" + name.toLowerCase(Locale.ROOT);
    }

    void rename(String newName) {
        name = newName;
        if (kind() == Kind.PUBLIC) {
            identity = named(newName);
        }
    }

    void discuss(String newTopic) {
        topic = newTopic;
    }

    void archive(boolean isArchived) {
        archived = isArchived;
    }

    public String id() {
        return id;
    }

    public Kind kind() {
        return Kind.valueOf(kind);
    }

    public boolean isArchived() {
        return archived;
    }

    String name() {
        return name;
    }

    /** Empty where there is none. */
    String topic() {
        return topic == null ? "" : topic;
    }

    String identity() {
        return identity;
    }

    /** What all members see alike. */
    public ChannelFacts facts() {
        return new ChannelFacts(id, kind().word(), name, topic, archived, createdBy, Instant.ofEpochMilli(createdAt));
    }
}
