package dev.confab.readmark;

import dev.confab.channel.Membership;
import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Count;
import dev.confab.log.Logs;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Read marks: one for each member of a channel, told to all devices of that member. */
@ApplicationScoped
public class ReadMarks {
    private static final long NOT_A_MEMBER = -1;

    @Inject
    private ReadMarkStore store;

    @Inject
    private Logs logs;

    protected ReadMarks() {} // the container makes a proxy by it

    ReadMarks(ReadMarkStore store, Logs logs) {
        this.store = store;
        this.logs = logs;
    }

    /** Moves forwards only, unless {@code backwards}; never beyond the channel's head. Completes with where it stands. */
    public CompletionStage<Long> move(Membership reader, long seq, boolean backwards) {
        return logs.append(new Moving(store, reader, seq, backwards));
    }

    private record Moving(ReadMarkStore store, Membership reader, long seq, boolean backwards) implements Change<Long> {
        @Override
        public Collection<String> logs() {
            return List.of(reader.channel(), reader.user());
        }

        private String key() {
            return ReadMarkStore.key(reader.channel(), reader.user());
        }

        @Override
        public Map<Lookup<?>, Set<String>> questions() {
            return Map.of(store.marks(), Set.of(key()));
        }

        @Override
        public boolean isToBeLookedUp() {
            return true;
        }

        @Override
        public boolean isPlain() {
            return true;
        }

        @Override
        public Long write(Transaction tx) {
            long wanted = Math.min(seq, tx.head(reader.channel()));
            Long before = tx.found(store.marks(), key());
            if (before == null) {
                return NOT_A_MEMBER;
            }
            if (wanted == before || wanted < before && !backwards) {
                return before;
            }
            store.move(tx, reader.channel(), reader.user(), wanted, !backwards);
            tx.remember(store.marks(), key(), wanted);
            tx.append(reader.user(), reader.user(), new Event.ReadMoved(reader.channel(), wanted));
            return wanted;
        }
    }

    /** Messages of others behind the user's read mark, as of the heads of these channels; one without any may be absent. */
    public Map<String, Long> unread(String user, Map<String, Long> heads) {
        return Count.asOf(
                heads, store.unread(user, heads.keySet()), (channel, head) -> store.unread(user, channel, head));
    }
}
