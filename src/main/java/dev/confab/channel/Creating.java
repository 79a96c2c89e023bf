package dev.confab.channel;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Transaction;
import dev.confab.ops.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A new channel with its first members; a direct or group one that is there already is found. */
record Creating(ChannelStore store, Settings.Limits limits, String id, String creator, NewChannel wanted)
        implements Change<ChannelResult> {
    private static final String WORKSPACE = "workspace";

    /** The workspace's lock keeps two nodes from giving one name to two public channels. */
    @Override
    public Collection<String> logs() {
        return Stream.concat(Stream.of(WORKSPACE), people().stream()).toList();
    }

    private List<String> people() {
        return wanted.kind().isPersonal()
                ? Stream.concat(Stream.of(creator), wanted.others().stream())
                        .distinct()
                        .toList()
                : List.of(creator);
    }

    @Override
    public ChannelResult write(Transaction tx) {
        Channel channel = new Channel(id, wanted, creator, tx.at());
        Optional<Channel> same = store.identified(channel.identity());
        if (same.isPresent()) {
            return wanted.kind().isPersonal() ? new ChannelResult.Existing(same.get()) : new ChannelResult.NameTaken();
        }
        Bar bar = store.bar(channel, creator);
        if (bar != Bar.NONE) {
            return new ChannelResult.NotAllowed(bar.why());
        }
        if (store.countChannelsOf(creator) >= limits.channelsPerUser()) {
            return new ChannelResult.Full("channels of one user");
        }
        store.add(channel);
        tx.begin(id);
        for (String user : people()) {
            MemberRole role = user.equals(creator) ? MemberRole.OWNER : MemberRole.MEMBER;
            tx.append(id, creator, new Event.MemberJoined(user, role.word()));
        }
        for (String user : people()) {
            MemberRole role = user.equals(creator) ? MemberRole.OWNER : MemberRole.MEMBER;
            store.add(new Member(id, user, role, tx.at(), tx.head(id)));
            tx.append(user, creator, new Event.ChannelJoined(id, tx.head(id)));
        }
        return new ChannelResult.Created(channel);
    }
}
