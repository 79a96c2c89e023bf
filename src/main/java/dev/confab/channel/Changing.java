package dev.confab.channel;

import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Another name or topic; into the archive, and out of it. */
record Changing(ChannelStore store, String actor, boolean isWorkspaceAdmin, String id, ChannelChange wanted)
        implements Change<ChannelResult> {

    @Override
    public Collection<String> logs() {
        return List.of("workspace", id);
    }

    @Override
    public ChannelResult write(Transaction tx) {
        Optional<Channel> found = store.find(id);
        Optional<Member> member = store.member(id, actor);
        if (found.isEmpty() || member.isEmpty() && found.get().kind() != Channel.Kind.PUBLIC) {
            return new ChannelResult.Unknown();
        }
        Channel channel = found.get();
        if (channel.kind().isPersonal()) {
            return new ChannelResult.NotAllowed("a direct or group channel has no name, no topic and no archive");
        }
        boolean isAdmin = member.filter(m -> m.role().isAdministrative()).isPresent();
        if (!isAdmin && !isWorkspaceAdmin) {
            return new ChannelResult.NotAllowed("only the channel's owner and admins may do that");
        }
        boolean isRenamed = wanted.name() != null && !wanted.name().equals(channel.name());
        boolean isDiscussed = wanted.topic() != null && !wanted.topic().equals(channel.topic());
        if (isRenamed) {
            Optional<Channel> same = channel.kind() == Channel.Kind.PUBLIC
                    ? store.identified(Channel.named(wanted.name()))
                    : Optional.empty();
            if (same.isPresent() && !same.get().id().equals(id)) {
                return new ChannelResult.NameTaken();
            }
            channel.rename(wanted.name());
        }
        if (isDiscussed) {
            channel.discuss(wanted.topic());
        }
        if (isRenamed || isDiscussed) {
            tx.append(id, actor, new Event.ChannelUpdated(channel.facts()));
        }
        if (wanted.archived() != null && wanted.archived() != channel.isArchived()) {
            channel.archive(wanted.archived());
            tx.append(id, actor, new Event.ChannelArchived(channel.facts()));
            tx.fence(id); // whoever could post may no longer
        }
        return new ChannelResult.Done(channel);
    }
}
