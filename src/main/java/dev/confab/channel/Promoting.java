package dev.confab.channel;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Another role for a member. */
record Promoting(ChannelStore store, String actor, boolean isWorkspaceAdmin, String user, String id, MemberRole role)
        implements Change<ChannelResult> {

    @Override
    public Collection<String> logs() {
        return List.of(id);
    }

    @Override
    public ChannelResult write(Transaction tx) {
        Optional<Channel> found = store.find(id);
        Optional<Member> acting = store.member(id, actor);
        if (found.isEmpty() || acting.isEmpty() && found.get().kind() != Channel.Kind.PUBLIC) {
            return new ChannelResult.Unknown();
        }
        boolean isOwner = isWorkspaceAdmin
                || acting.filter(member -> member.role() == MemberRole.OWNER).isPresent();
        if (!isOwner || found.get().kind().isPersonal()) {
            return new ChannelResult.NotAllowed("only the channel's owner may do that");
        }
        Optional<Member> member = store.member(id, user);
        if (member.isEmpty()) {
            return new ChannelResult.NoSuchUser();
        }
        boolean losesOwner = member.get().role() == MemberRole.OWNER && role != MemberRole.OWNER;
        if (losesOwner && store.countOwners(id) == 1) {
            return new ChannelResult.NotAllowed("a channel needs an owner");
        }
        if (member.get().role() == role) {
            return new ChannelResult.Existing(found.get());
        }
        member.get().promote(role);
        tx.append(id, actor, new Event.MemberRole(user, role.word()));
        tx.fence(id);
        return new ChannelResult.Done(found.get());
    }
}
