package dev.confab.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.confab.account.Accounts;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.ops.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Channels and their members: the one door to a {@link Membership}. */
@ApplicationScoped
public class Channels {
    private static final int MOST_PRESUMED = 100_000;

    /** A channel as one of its members sees it. */
    public record Joined(Channel channel, Member member) {}

    @Inject
    private ChannelStore store;

    @Inject
    private Accounts accounts;

    @Inject
    private Logs logs;

    @Inject
    private Settings settings;

    private final Cache<Member.Key, Membership> presumed = Caffeine.newBuilder()
            .maximumSize(MOST_PRESUMED)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build();

    protected Channels() {} // the container makes a proxy by it

    Channels(ChannelStore store, Accounts accounts, Logs logs, Settings settings) {
        this.store = store;
        this.accounts = accounts;
        this.logs = logs;
        this.settings = settings;
    }

    /** The user's membership as the database has it now; empty: for this user there is no such channel to be in. */
    public Optional<Membership> membership(String user, String channel) {
        long asOf = logs.fence(channel); // before the row: a removal after it raises the fence, which we can see
        Optional<Membership> membership = store.joined(channel, user)
                .map(joined ->
                        new Membership(joined.channel(), joined.member(), store.bar(joined.channel(), user), asOf));
        Member.Key key = new Member.Key(channel, user);
        membership.ifPresentOrElse(found -> presumed.put(key, found), () -> presumed.invalidate(key));
        return membership;
    }

    /** A membership that may have ended meanwhile: good for a write, which looks at the log's fence, and nothing else. */
    public Optional<Membership> presumedMembership(String user, String channel) {
        Membership known = presumed.getIfPresent(new Member.Key(channel, user));
        return known != null ? Optional.of(known) : membership(user, channel);
    }

    public Optional<Joined> joined(String user, String channel) {
        return store.joined(channel, user).map(Channels::joined);
    }

    /** The user's channels, by id. */
    public List<Joined> joinedBy(String user, String after, int limit) {
        return store.joinedBy(user, after, limit).stream().map(Channels::joined).toList();
    }

    private static Joined joined(ChannelStore.Joined row) {
        return new Joined(row.channel(), row.member());
    }

    /** The id of the direct channel of two people. */
    public Optional<String> direct(String user, String other) {
        return store.identified(Channel.between(user, other)).map(Channel::id);
    }

    /** The ids of the logs that the user follows, the user's own left out. */
    public List<String> followedBy(String user) {
        return store.channelsOf(user);
    }

    /**
     * The channels that each of the users is in, each with the place on its log at which the user came in; who is in none is
     * absent.
     */
    public Map<String, Map<String, Long>> memberSince(Set<String> users) {
        return store.memberSince(users);
    }

    /** A channel that the user may know of: one of its own, or a public one. */
    public Optional<Channel> visible(String user, String channel) {
        return store.find(channel)
                .filter(found -> found.kind() == Channel.Kind.PUBLIC
                        || store.member(channel, user).isPresent());
    }

    /** Public channels that the user could join, by a part of their name. */
    public List<Channel> discover(String user, String text, String after, int limit) {
        return store.discover(user, text, after, limit);
    }

    /** The user's own channels by a part of their name, by id. */
    public List<Channel> joinedNamed(String user, String text, int limit) {
        return store.joinedNamed(user, text, limit);
    }

    /** The ids of all channels, whoever is in them, after the one of the page before: for what follows every log. */
    public List<String> allAfter(String channel, int limit) {
        return store.allAfter(channel, limit);
    }

    public Map<String, Long> memberCounts(Collection<String> channels) {
        return store.memberCounts(channels);
    }

    public Map<String, List<String>> people(Collection<String> channels) {
        return store.people(channels);
    }

    /** Of these people, those who are in the channel, as it looks now. */
    public List<String> membersAmong(String channel, Collection<String> users) {
        return store.membersAmong(channel, users);
    }

    /** By user id. The caller has seen that the channel is visible. */
    public List<Member> membersOf(Channel channel, String after, int limit) {
        return store.membersOf(channel.id(), after, limit);
    }

    public ChannelResult create(String creator, NewChannel wanted) {
        if (wanted.kind().isPersonal()) {
            long there = accounts.findAll(wanted.others()).stream()
                    .filter(account -> !account.isDeactivated())
                    .count();
            if (there < wanted.others().size()) {
                return new ChannelResult.NoSuchUser();
            }
        }
        return logs.appendAndWait(new Creating(store, settings.limits(), Ids.next(), creator, wanted));
    }

    public ChannelResult change(String actor, boolean isWorkspaceAdmin, String channel, ChannelChange wanted) {
        return logs.appendAndWait(new Changing(store, actor, isWorkspaceAdmin, channel, wanted));
    }

    /** Joins a public channel, or is added to any by one of its members. Who is in it already stays as it is. */
    public ChannelResult admit(String actor, String user, String channel) {
        if (accounts.find(user).filter(account -> !account.isDeactivated()).isEmpty()) {
            return new ChannelResult.NoSuchUser();
        }
        return logs.appendAndWait(new Admitting(store, settings.limits(), actor, user, channel));
    }

    /** Leaves, or is removed by an admin. Whoever is not in it stays out. */
    public ChannelResult dismiss(String actor, boolean isWorkspaceAdmin, String user, String channel) {
        ChannelResult result = logs.appendAndWait(new Dismissing(store, actor, isWorkspaceAdmin, user, channel));
        presumed.invalidate(new Member.Key(channel, user));
        return result;
    }

    public ChannelResult promote(String actor, boolean isWorkspaceAdmin, String user, String channel, MemberRole role) {
        return logs.appendAndWait(new Promoting(store, actor, isWorkspaceAdmin, user, channel, role));
    }
}
