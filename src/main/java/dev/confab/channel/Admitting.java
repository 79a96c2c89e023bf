package dev.confab.channel;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Transaction;
import dev.confab.ops.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One more member. */
record Admitting(ChannelStore store, Settings.Limits limits, String actor, String user, String id)
        implements Change<ChannelResult> {

    @Override
    public Collection<String> logs() {
        return List.of(id, user);
    }

    @Override
    public ChannelResult write(Transaction tx) {
        Optional<Channel> found = store.find(id);
        boolean isMember = store.member(id, actor).isPresent();
        if (found.isEmpty() || !isMember && found.get().kind() != Channel.Kind.PUBLIC) {
            return new ChannelResult.Unknown();
        }
        Channel channel = found.get();
        if (store.member(id, user).isPresent()) {
            return new ChannelResult.Existing(channel);
        }
        if (!isMember && !actor.equals(user)) {
            return new ChannelResult.NotAllowed("only members may add others");
        }
        if (channel.kind().isPersonal()) {
            return new ChannelResult.NotAllowed("a direct or group channel stays between its people");
        }
        if (channel.isArchived()) {
            return new ChannelResult.NotAllowed("the channel is archived");
        }
        long members = store.countMembersOf(id);
        if (members >= limits.membersPerChannel()) {
            return new ChannelResult.Full("members of one channel");
        }
        if (store.countChannelsOf(user) >= limits.channelsPerUser()) {
            return new ChannelResult.Full("channels of one user");
        }
        // Everybody had left: whoever comes first looks after it from now on.
        MemberRole role = members == 0 ? MemberRole.OWNER : MemberRole.MEMBER;
        tx.append(id, actor, new Event.MemberJoined(user, role.word()));
        store.add(new Member(id, user, role, tx.at(), tx.head(id)));
        tx.append(user, actor, new Event.ChannelJoined(id, tx.head(id)));
        return new ChannelResult.Done(channel);
    }
}
