package dev.confab.draft;

import dev.confab.channel.Membership;
import dev.confab.log.Change;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Where unsent words are kept. Each place has one draft, and the one that was written last stays. They are on no log,
 * which would grow with every pause in somebody's typing: whoever follows is told, and who was not there asks.
 */
@ApplicationScoped
public class KeptDrafts {
    /** For one user. */
    public static final int MOST = 200;

    private static final Duration OLDEST = Duration.ofDays(10_000);

    @Inject
    private DraftStore store;

    @Inject
    private Logs logs;

    private final List<BiConsumer<String, KeptDraft>> followers = new CopyOnWriteArrayList<>();

    protected KeptDrafts() {} // the container makes a proxy by it

    KeptDrafts(DraftStore store, Logs logs) {
        this.store = store;
        this.logs = logs;
    }

    /** What came of it: how it is kept now, which is not as it was asked for when something later is there. */
    public sealed interface Result {
        record Kept(KeptDraft draft, boolean isNews) implements Result {}

        record Full() implements Result {}
    }

    /** Of the user's channels, by channel and thread; both are empty for the first page. */
    public List<KeptDraft> of(String user, String afterChannel, String afterParent, int limit) {
        return store.of(user, afterChannel, afterParent, limit);
    }

    /**
     * {@code parent} is empty for the channel itself; an empty text takes the draft away.
     *
     * @param age how long ago it was written: the writer's clock may be wrong, but it knows that
     */
    public Result keep(Membership writer, String parent, String text, Duration age) {
        Result result = logs.appendAndWait(new Keeping(store, writer.user(), writer.channel(), parent, text, age));
        if (result instanceof Result.Kept(KeptDraft draft, boolean isNews) && isNews) {
            followers.forEach(follower -> follower.accept(writer.user(), draft));
        }
        return result;
    }

    /** Tells of every change, with whose it is, on the thread of the one who made it: it must not wait. */
    public void follow(BiConsumer<String, KeptDraft> follower) {
        followers.add(follower);
    }

    /** Writes nothing on the user's log; its lock keeps two devices from writing at once. */
    private record Keeping(DraftStore store, String user, String channel, String parent, String text, Duration age)
            implements Change<Result> {
        @Override
        public Collection<String> logs() {
            return List.of(user);
        }

        @Override
        public Result write(Transaction tx) {
            Optional<KeptDraft> found = store.find(user, channel, parent);
            Instant written = age.compareTo(OLDEST) < 0 ? tx.at().minus(age) : Instant.EPOCH;
            KeptDraft wanted = new KeptDraft(channel, parent.isEmpty() ? null : parent, text, written);
            if (found.isPresent() && found.get().at().isAfter(written)) {
                return new Result.Kept(found.get(), false);
            }
            if (text.isEmpty()) {
                store.remove(user, channel, parent);
                return new Result.Kept(wanted, found.isPresent());
            }
            if (found.isEmpty() && store.count(user) >= MOST) {
                return new Result.Full();
            }
            store.put(user, wanted, found.isEmpty());
            return new Result.Kept(
                    wanted, found.isEmpty() || !found.get().text().equals(text));
        }
    }
}
