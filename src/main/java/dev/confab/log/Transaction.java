package dev.confab.log;

import dev.confab.event.Entry;
import dev.confab.event.Event;
import dev.confab.event.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The writer's transaction, as the changes of one group see it. Not for use after {@link Change#write} has returned. */
public final class Transaction {

    private static final String REDACT = "UPDATE event SET body = ? WHERE log_id = ? AND seq BETWEEN ? AND ?"
            + " AND kind IN ('message.posted', 'message.edited') AND body LIKE ?";

    /** The parameters of one row, asked for when the group is written. */
    @FunctionalInterface
    public interface Row {
        Object[] parameters();
    }

    private final Instant at;
    private final Map<String, Head> heads;
    private final Map<Lookup<?>, Map<String, Object>> found;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Row>> batches = new LinkedHashMap<>();

    Transaction(Instant at, Map<String, Head> heads, Map<Lookup<?>, Map<String, Object>> found) {
        this.at = at;
        this.heads = heads;
        this.found = found;
    }

    /** The one time of all that this transaction writes; milliseconds. */
    public Instant at() {
        return at;
    }

    /** The seq of the log's last event, those of this transaction included; 0 for an empty log. */
    public long head(String log) {
        return known(log).seq;
    }

    /** Begins a log that does not exist yet. */
    public void begin(String log) {
        if (heads.putIfAbsent(log, Head.begun()) != null) {
            throw new IllegalStateException("the log " + log + " exists already");
        }
    }

    /** Whether somebody's rights in the channel may have changed since this was its fence: then what was known is void. */
    public boolean isFencedAfter(String log, long fence) {
        return known(log).fence > fence;
    }

    /** From here on, nothing that was known about anybody's rights in the channel before counts any more. */
    public void fence(String log) {
        Head head = known(log);
        // Higher than it was, also where nothing has been said since: a block is on no channel's log.
        head.fence = Math.max(head.seq, head.fence + 1);
        head.changed = true;
    }

    public Entry append(String log, String actor, Event event) {
        return append(log, actor, null, seq -> event);
    }

    /** For an event that names its own place. {@code clientId} may be null. */
    public Entry append(String log, String actor, String clientId, LongFunction<? extends Event> event) {
        Head head = known(log);
        head.seq++;
        head.changed = true;
        Event said = event.apply(head.seq);
        Entry entry = new Entry(log, head.seq, said.kind(), at, actor, Json.of(said), clientId);
        entries.add(entry);
        return entry;
    }

    /**
     * Takes back what earlier events of the log have said of a message, from {@code first} to {@code last}: the places
     * stay, {@code body} stands in them. For what must not be read any more.
     */
    public void redact(String log, long first, long last, String message, Json.Writable body) {
        known(log);
        batch(REDACT, Json.of(body), log, first, last, "%\"id\":\"" + message + "\"%");
    }

    /** One row, sent with the group's other rows of the same statement, before the commit. */
    public void batch(String sql, Object... parameters) {
        batchLate(sql, () -> parameters);
    }

    /** The same for a row that what comes later in the group may change. */
    public void batchLate(String sql, Row row) {
        batches.computeIfAbsent(sql, ignored -> new ArrayList<>()).add(row);
    }

    /** What the group's lookup found for the key, or an earlier change of this group has {@link #remember}ed; or null. */
    @SuppressWarnings("unchecked") // remember and find agree on V, by the lookup's own type
    public <V> V found(Lookup<V> lookup, String key) {
        return (V) found.getOrDefault(lookup, Map.of()).get(key);
    }

    /** Tells the changes that come later in this group. */
    public <V> void remember(Lookup<V> lookup, String key, V value) {
        found.computeIfAbsent(lookup, ignored -> new HashMap<>()).put(key, value);
    }

    List<Entry> entries() {
        return entries;
    }

    Map<String, List<Row>> batches() {
        return batches;
    }

    Map<String, Head> heads() {
        return heads;
    }

    private Head known(String log) {
        Head head = heads.get(log);
        if (head == null) {
            throw new IllegalStateException("the log " + log + " is not among the change's logs, or does not exist");
        }
        return head;
    }

    /** The row of a log's head, as it was found and as it shall be. */
    static final class Head {
        final long seqBefore;
        final long fenceBefore;
        long seq;
        long fence;
        boolean changed;
        boolean isNew;

        Head(long seq, long fence) {
            this.seqBefore = seq;
            this.fenceBefore = fence;
            this.seq = seq;
            this.fence = fence;
        }

        static Head begun() {
            Head head = new Head(0, 0);
            head.isNew = true;
            return head;
        }
    }
}
