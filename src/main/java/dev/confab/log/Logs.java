package dev.confab.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The door to all logs. */
@ApplicationScoped
public class Logs {
    /** Logs that one question is about. */
    public static final int MOST_AT_ONCE = 64;

    private static final int PATIENCE_SECONDS = 10;
    private static final int MOST_EVENTS = 512;
    private static final int FEWEST_EVENTS = MOST_EVENTS / MOST_AT_ONCE;

    @Inject
    private GroupCommit writer;

    @Inject
    private LogReader reader;

    @Inject
    private LogStore store;

    /**
     * Writes the change and tells all nodes. The stage completes after the commit, never before; it fails with {@link
     * Unavailable} when nothing was written and a later attempt may succeed, with the change's own exception when it
     * threw one.
     */
    public <R> CompletionStage<R> append(Change<R> change) {
        return writer.submit(change);
    }

    /** {@link #append} for a caller that has nothing else to do: waits for the commit, at most {@value #PATIENCE_SECONDS} s. */
    public <R> R appendAndWait(Change<R> change) {
        return await(append(change));
    }

    /** Waits for something that was appended, at most {@value #PATIENCE_SECONDS} s. */
    public static <R> R await(CompletionStage<R> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new Unavailable("the change was not written in time; it may still be", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
        }
    }

    /** At most {@code limit} events that directly follow {@code after}, in order and without a hole. */
    public Slice read(String log, long after, int limit) {
        return reader.read(log, after, limit);
    }

    /**
     * The same of several logs by one question: for each what directly follows its place, the fewer events the more logs
     * there are. At most {@value #MOST_AT_ONCE} logs.
     */
    public Map<String, Slice> read(Map<String, Long> places) {
        return places.isEmpty()
                ? Map.of()
                : reader.read(places, Math.clamp(MOST_EVENTS / places.size(), FEWEST_EVENTS, MOST_EVENTS / 2));
    }

    /** The head, for a page that is read after it. Looks itself that all under it can be seen, whatever {@link #heads} says. */
    public long settledHead(String log) {
        return reader.settledHead(log);
    }

    public long head(String log) {
        return heads(List.of(log)).getOrDefault(log, 0L);
    }

    /** Behind what rights in the channel are void; to be read before the rights, which then hold until it rises. */
    public long fence(String log) {
        try {
            return store.fence(log);
        } catch (SQLException e) {
            throw new Unavailable("the fence cannot be read", e);
        }
    }

    /**
     * The seqs of the logs' last events; a log that does not exist is absent.
     *
     * <p>The rule of the holes is not needed here. Only one and the same look can see N+1 and not N: a seq is given out
     * under the lock of the head's row, and InnoDB shows a transaction to new snapshots before it lets go of its locks
     * (MariaDB: {@code trx_t::commit_in_memory}). So all that stands under a head is seen by every look that begins after
     * the one that saw the head. A connection may start there, and what is unread is complete up to there, if the head is
     * read first and by a statement of its own. The same goes for the {@link #fence}, which stands in the same row.
     */
    public Map<String, Long> heads(Collection<String> logs) {
        try {
            return store.heads(logs);
        } catch (SQLException e) {
            throw new Unavailable("the heads cannot be read", e);
        }
    }
}
