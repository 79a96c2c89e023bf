package dev.confab.channel;

import dev.confab.account.Accounts;
import dev.confab.log.Change;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Transaction;
import dev.confab.ops.ManualClock;
import dev.confab.ops.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Channels without a database. Users are whoever {@link #LOGS} has a log for. */
public final class ChannelsInMemory {
    public static final String[] LOGS = {"workspace", "ann", "bob", "carl", "dora"};

    private final LogsInMemory logs;
    private final InMemory store = new InMemory();
    private final Channels channels;

    public ChannelsInMemory(ManualClock clock) {
        logs = new LogsInMemory(clock, LOGS);
        Settings settings = new Settings() {
            @Override
            public Limits limits() {
                return new Limits(
                        8_000,
                        65_536,
                        262_144,
                        30,
                        Duration.ofSeconds(5),
                        60,
                        10,
                        3,
                        2,
                        3,
                        3,
                        3,
                        256,
                        1_048_576,
                        1_000);
            }
        };
        channels = new Channels(store, new Accounts() {}, logs, settings);
    }

    public LogsInMemory logs() {
        return logs;
    }

    public Channels channels() {
        return channels;
    }

    ChannelStore store() {
        return store;
    }

    /** Makes a channel with its owner, and adds the others. */
    public String channel(Channel.Kind kind, String name, String owner, String... others) {
        String id = name.toLowerCase(java.util.Locale.ROOT);
        NewChannel wanted = kind.isPersonal()
                ? new NewChannel(kind, null, null, List.of(others))
                : new NewChannel(kind, name, null, null);
        create(id, owner, wanted);
        if (!kind.isPersonal()) {
            for (String other : others) {
                admit(owner, other, id);
            }
        }
        return id;
    }

    /** As when it is done while nothing is said: the channel's log is fenced, and does not move. */
    public void block(String user, String other, String direct) {
        store.blocked.add(user + " " + other);
        logs.appendAndWait(new Change<Void>() {
            @Override
            public Collection<String> logs() {
                return List.of(direct);
            }

            @Override
            public Void write(Transaction tx) {
                tx.fence(direct);
                return null;
            }
        });
    }

    ChannelResult create(String id, String creator, NewChannel wanted) {
        return logs.appendAndWait(new Creating(store, limits(), id, creator, wanted));
    }

    ChannelResult admit(String actor, String user, String channel) {
        return logs.appendAndWait(new Admitting(store, limits(), actor, user, channel));
    }

    private static Settings.Limits limits() {
        return new Settings.Limits(
                8_000, 65_536, 262_144, 30, Duration.ofSeconds(5), 60, 10, 3, 2, 3, 3, 3, 256, 1_048_576, 1_000);
    }

    private static final class InMemory extends ChannelStore {
        private final Map<String, Channel> channels = new LinkedHashMap<>();
        private final List<Member> members = new ArrayList<>();
        private final Set<String> blocked = new HashSet<>();

        @Override
        void add(Channel channel) {
            channels.put(channel.id(), channel);
        }

        @Override
        void add(Member member) {
            members.add(member);
        }

        @Override
        void remove(Member member) {
            members.remove(member);
        }

        @Override
        Optional<Channel> find(String id) {
            return Optional.ofNullable(channels.get(id));
        }

        @Override
        Optional<Channel> identified(String identity) {
            return channels.values().stream()
                    .filter(channel -> channel.identity().equals(identity))
                    .findFirst();
        }

        @Override
        Optional<Member> member(String channel, String user) {
            return of(channel).stream()
                    .filter(member -> member.user().equals(user))
                    .findFirst();
        }

        @Override
        Optional<Joined> joined(String channel, String user) {
            return member(channel, user).map(member -> new Joined(channels.get(channel), member));
        }

        @Override
        Bar bar(String user, String other) {
            if (blocked.contains(user + " " + other)) {
                return Bar.OWN;
            }
            return blocked.contains(other + " " + user) ? Bar.OTHERS : Bar.NONE;
        }

        @Override
        List<String> membersAmong(String channel, Collection<String> users) {
            return of(channel).stream()
                    .map(Member::user)
                    .filter(users::contains)
                    .toList();
        }

        @Override
        long countChannelsOf(String user) {
            return members.stream().filter(member -> member.user().equals(user)).count();
        }

        @Override
        long countMembersOf(String channel) {
            return of(channel).size();
        }

        @Override
        long countOwners(String channel) {
            return of(channel).stream()
                    .filter(member -> member.role() == MemberRole.OWNER)
                    .count();
        }

        @Override
        Optional<Member> heir(String channel, String leaving) {
            return of(channel).stream()
                    .filter(member -> !member.user().equals(leaving))
                    .min(Comparator.comparing(member -> member.role().name()));
        }

        private List<Member> of(String channel) {
            return members.stream()
                    .filter(member -> member.channel().equals(channel))
                    .toList();
        }
    }
}
