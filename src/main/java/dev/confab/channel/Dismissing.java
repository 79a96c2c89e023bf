package dev.confab.channel;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One member less. What was known about rights before is void from this event on. */
record Dismissing(ChannelStore store, String actor, boolean isWorkspaceAdmin, String user, String id)
        implements Change<ChannelResult> {

    @Override
    public Collection<String> logs() {
        return List.of(id, user);
    }

    @Override
    public ChannelResult write(Transaction tx) {
        Optional<Channel> found = store.find(id);
        Optional<Member> acting = store.member(id, actor);
        if (found.isEmpty() || acting.isEmpty() && found.get().kind() != Channel.Kind.PUBLIC) {
            return new ChannelResult.Unknown();
        }
        Channel channel = found.get();
        Optional<Member> leaving = store.member(id, user);
        if (leaving.isEmpty()) {
            return new ChannelResult.Existing(channel);
        }
        if (channel.kind().isPersonal()) {
            return new ChannelResult.NotAllowed("a direct or group channel is not left");
        }
        boolean isAdmin = isWorkspaceAdmin
                || acting.filter(member -> member.role().isAdministrative()).isPresent();
        boolean isOwner = leaving.get().role() == MemberRole.OWNER;
        boolean mayDismissOwner = isWorkspaceAdmin
                || acting.filter(member -> member.role() == MemberRole.OWNER).isPresent();
        if (!actor.equals(user) && (!isAdmin || isOwner && !mayDismissOwner)) {
            return new ChannelResult.NotAllowed("only the channel's owner and admins may do that");
        }
        store.remove(leaving.get());
        tx.append(id, actor, new Event.MemberLeft(user, leaving.get().role().word()));
        tx.append(user, actor, new Event.ChannelLeft(id));
        tx.fence(id);
        if (isOwner && store.countOwners(id) == 0) {
            store.heir(id, user).ifPresent(heir -> {
                heir.promote(MemberRole.OWNER);
                tx.append(id, actor, new Event.MemberRole(heir.user(), MemberRole.OWNER.word()));
            });
        }
        return new ChannelResult.Done(channel);
    }
}
