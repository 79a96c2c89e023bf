package dev.confab.block;

import dev.confab.account.Accounts;
import dev.confab.channel.Channels;
import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.Logs;
import dev.confab.log.Transaction;
import dev.confab.log.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom people have blocked. */
@ApplicationScoped
public class Blocks {
    /** By one user. */
    public static final int MOST = 1_000;

    private static final int ATTEMPTS = 3;

    /** {@code seq} is the place on the user's log at which the other was blocked. */
    public record One(String other, long seq) {}

    public enum Outcome {
        DONE,
        NO_SUCH_USER,
        ONESELF,
        /** The user has blocked {@value #MOST} already. */
        FULL
    }

    @Inject
    private BlockStore store;

    @Inject
    private Accounts accounts;

    @Inject
    private Channels channels;

    @Inject
    private Logs logs;

    protected Blocks() {} // the container makes a proxy by it

    Blocks(BlockStore store, Accounts accounts, Channels channels, Logs logs) {
        this.store = store;
        this.accounts = accounts;
        this.channels = channels;
        this.logs = logs;
    }

    /** From then on nothing is said in the direct channel of the two. Whoever is blocked stays so. */
    public Outcome block(String user, String other) {
        return turn(user, other, true);
    }

    public Outcome unblock(String user, String other) {
        return turn(user, other, false);
    }

    private Outcome turn(String user, String other, boolean isWanted) {
        if (user.equals(other)) {
            return Outcome.ONESELF;
        }
        if (accounts.find(other).isEmpty()) {
            return Outcome.NO_SUCH_USER;
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Outcome> outcome = logs.appendAndWait(
                    new Turning(store, channels, user, other, isWanted, channels.direct(user, other)));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw new Unavailable("the two begin to talk while the one is blocked", null);
    }

    /** The newest first, below {@code before}. */
    public List<One> newest(String user, long before, int limit) {
        return store.newest(user, before, limit);
    }

    /** Empty when the two have a direct channel by now that was not there before: look again. */
    private record Turning(
            BlockStore store, Channels channels, String user, String other, boolean isWanted, Optional<String> direct)
            implements Change<Optional<Outcome>> {

        /** To begin a direct channel takes the logs of both. */
        @Override
        public Collection<String> logs() {
            return Stream.concat(Stream.of(user), direct.stream()).toList();
        }

        @Override
        public Optional<Outcome> write(Transaction tx) {
            if (store.has(user, other) == isWanted) {
                return Optional.of(Outcome.DONE);
            }
            if (!channels.direct(user, other).equals(direct)) {
                return Optional.empty();
            }
            if (isWanted && store.count(user) >= MOST) {
                return Optional.of(Outcome.FULL);
            }
            tx.append(user, user, new Event.BlockChanged(other, isWanted));
            if (isWanted) {
                store.add(user, other, tx.head(user));
                direct.ifPresent(tx::fence); // whoever could post may no longer
            } else {
                store.remove(user, other);
            }
            return Optional.of(Outcome.DONE);
        }
    }
}
