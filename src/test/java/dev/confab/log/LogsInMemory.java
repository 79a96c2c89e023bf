package dev.confab.log;

import dev.confab.event.Entry;
import dev.confab.log.Transaction.Head;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Logs without a database, for the tests of what stands on them: a change is written at once, by whoever appends. */
public final class LogsInMemory extends Logs {
    private final Clock clock;
    private final Map<String, Head> heads = new HashMap<>();
    private final Map<Lookup<?>, Map<String, Object>> remembered = new HashMap<>();
    private final Set<Lookup<?>> answering = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> batched = new ArrayList<>();
    private final Map<String, Long> cutUpTo = new HashMap<>();
    private Runnable between = () -> {};
    private int reads;
    private boolean isAway;
    private boolean isBlind;
    private Consumer<Change<?>> before = ignored -> {};

    public LogsInMemory(Clock clock, String... logs) {
        this.clock = clock;
        for (String log : logs) {
            heads.put(log, new Head(0, 0));
        }
    }

    /** Something happens just before the next change gets its locks. */
    public void beforeTheNext(Runnable meanwhile) {
        before = ignored -> {
            before = never -> {};
            meanwhile.run();
        };
    }

    /** Something happens after the first of several heads that are looked at next. */
    public void betweenTwoLooks(Runnable meanwhile) {
        between = meanwhile;
    }

    /** The database does not answer who reads. */
    public void away(boolean on) {
        isAway = on;
    }

    /** Whoever reads is shown nothing, as by a database that is behind. */
    public void blind(boolean on) {
        isBlind = on;
    }

    private void mustAnswer() {
        if (isAway) {
            throw new Unavailable("away", null);
        }
    }

    /** A lookup that needs no database: it is asked for each change. What others find is what has been remembered. */
    public void answerBy(Lookup<?> lookup) {
        answering.add(lookup);
    }

    private void lookUp(Change<?> change) {
        change.questions().forEach((lookup, keys) -> {
            if (answering.contains(lookup)) {
                try {
                    remembered.put(lookup, new HashMap<>(lookup.find(keys, null)));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    @Override
    public <R> CompletionStage<R> append(Change<R> change) {
        before.accept(change);
        lookUp(change);
        Map<String, Head> locked = new HashMap<>();
        for (String log : change.logs()) {
            if (heads.containsKey(log)) {
                locked.put(log, copy(heads.get(log)));
            }
        }
        Transaction tx = new Transaction(clock.instant(), locked, remembered);
        try {
            R result = change.write(tx);
            heads.putAll(tx.heads());
            entries.addAll(tx.entries());
            batched.addAll(tx.batches().keySet());
            return CompletableFuture.completedFuture(result);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <R> R appendAndWait(Change<R> change) {
        return await(append(change));
    }

    private static Head copy(Head head) {
        return new Head(head.seq, head.fence);
    }

    @Override
    public Slice read(String log, long after, int limit) {
        mustAnswer();
        reads++;
        if (after < cutUpTo.getOrDefault(log, 0L)) {
            return Slice.CUT;
        }
        if (isBlind) {
            return new Slice(List.of(), false);
        }
        return new Slice(
                of(log).stream()
                        .filter(entry -> entry.seq() > after)
                        .limit(limit)
                        .toList(),
                false);
    }

    @Override
    public Map<String, Slice> read(Map<String, Long> places) {
        Map<String, Slice> slices = new HashMap<>();
        places.forEach((log, after) -> slices.put(log, read(log, after, 256)));
        return slices;
    }

    @Override
    public long settledHead(String log) {
        return head(log);
    }

    @Override
    public long head(String log) {
        return heads.containsKey(log) ? heads.get(log).seq : 0;
    }

    @Override
    public long fence(String log) {
        return heads.containsKey(log) ? heads.get(log).fence : 0;
    }

    @Override
    public Map<String, Long> heads(Collection<String> logs) {
        mustAnswer();
        Map<String, Long> found = new HashMap<>();
        for (String log : logs) {
            if (heads.containsKey(log)) {
                found.put(log, head(log));
            }
            if (logs.size() > 1) {
                Runnable meanwhile = between;
                between = () -> {};
                meanwhile.run();
            }
        }
        return found;
    }

    /** All that stands on the log. */
    public List<Entry> of(String log) {
        return entries.stream().filter(entry -> entry.log().equals(log)).toList();
    }

    /** The words of all that was written, in order, as {@code log kind}. */
    public List<String> told() {
        return entries.stream().map(entry -> entry.log() + " " + entry.kind()).toList();
    }

    /** The statements that changes have batched. */
    public List<String> batched() {
        return batched;
    }

    /** How often a log was read. */
    public int reads() {
        return reads;
    }

    /** What stands up to {@code seq} is not kept any more. */
    public void cut(String log, long seq) {
        cutUpTo.put(log, seq);
    }

    /** Whether rights that were known at this fence are void. */
    public boolean isFencedAfter(String log, long fence) {
        return heads.get(log).fence > fence;
    }
}
