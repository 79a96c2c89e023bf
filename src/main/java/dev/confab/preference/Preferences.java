package dev.confab.preference;

import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.event.PreferenceFacts;
import dev.confab.log.Change;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What people have chosen. */
@ApplicationScoped
public class Preferences {
    @Inject
    private PreferenceStore store;

    @Inject
    private Logs logs;

    protected Preferences() {} // the container makes a proxy by it

    Preferences(PreferenceStore store, Logs logs) {
        this.store = store;
        this.logs = logs;
    }

    public PreferenceFacts of(String user) {
        return store.find(user).orElse(PreferenceFacts.STANDARD);
    }

    /** {@code how} makes of what is chosen what shall be; gives back how it is then. */
    public PreferenceFacts change(String user, UnaryOperator<PreferenceFacts> how) {
        return logs.appendAndWait(new Choosing(store, user, how));
    }

    private record Choosing(PreferenceStore store, String user, UnaryOperator<PreferenceFacts> how)
            implements Change<PreferenceFacts> {
        @Override
        public Collection<String> logs() {
            return List.of(user);
        }

        @Override
        public PreferenceFacts write(Transaction tx) {
            Optional<PreferenceFacts> found = store.find(user);
            PreferenceFacts before = found.orElse(PreferenceFacts.STANDARD);
            PreferenceFacts after = how.apply(before);
            if (!after.equals(before)) {
                store.put(user, after, found.isEmpty());
                tx.append(user, user, new Event.PreferenceChanged(after));
            }
            return after;
        }
    }

    /** The same for a channel that the user is in; empty when that is over meanwhile. */
    public Optional<ChannelMark> mark(Membership member, UnaryOperator<ChannelMark> how) {
        return logs.appendAndWait(new Marking(store, member, how));
    }

    private record Marking(PreferenceStore store, Membership member, UnaryOperator<ChannelMark> how)
            implements Change<Optional<ChannelMark>> {
        /** The channel's as well: whoever is removed from it holds it meanwhile. */
        @Override
        public Collection<String> logs() {
            return List.of(member.channel(), member.user());
        }

        @Override
        public Optional<ChannelMark> write(Transaction tx) {
            return store.mark(member.channel(), member.user()).map(before -> {
                ChannelMark after = how.apply(before);
                if (!after.equals(before)) {
                    store.put(member.channel(), member.user(), after);
                    tx.append(
                            member.user(),
                            member.user(),
                            new Event.ChannelMarked(member.channel(), after.muted(), after.favourite()));
                }
                return after;
            });
        }
    }
}
