package dev.confab.web.live;

import dev.confab.backplane.Backplane;
import dev.confab.event.Entry;
import dev.confab.log.Logs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * One feed for each log that somebody listens to on this node. The backplane is told of the first listener before the
 * feed's place is read, and when the last has left.
 */
final class Feeds {
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final Logs logs;
    private final Backplane backplane;
    private final FanOut fanOut;
    private final Consumer<String> end;
    private final Counter delivered;
    private final Counter holes;

    /** @param end what is to be done with a login that is over, see {@link Feed} */
    Feeds(Logs logs, Backplane backplane, FanOut fanOut, MetricRegistry metrics, Consumer<String> end) {
        this.logs = logs;
        this.backplane = backplane;
        this.fanOut = fanOut;
        this.end = end;
        metrics.gauge("confab_feeds", feeds::size);
        delivered = metrics.counter("confab_published_events");
        holes = metrics.counter("confab_holes_met");
    }

    /** Somebody is about to listen to these; gives their heads, as far as there are such logs. */
    Map<String, Long> expect(Set<String> expected) {
        // Before the heads are read, so that less falls between the two.
        expected.stream().filter(log -> !feeds.containsKey(log)).forEach(backplane::listen);
        try {
            return logs.heads(expected);
        } catch (RuntimeException e) {
            // Nobody has come to listen to them.
            expected.forEach(log -> feeds.compute(log, (id, feed) -> {
                if (feed == null) {
                    backplane.leave(id);
                }
                return feed;
            }));
            throw e;
        }
    }

    /** From where the feed stands; a new one begins at the head of its log. */
    Feed listen(String log, Connection connection) {
        Feed feed = feeds.get(log);
        if (feed == null) {
            backplane.listen(log);
        }
        return listen(log, feed == null ? logs.head(log) : feed.position(), connection);
    }

    /** @param head where the feed begins if it is new */
    Feed listen(String log, long head, Connection connection) {
        return feeds.compute(log, (id, known) -> {
            Feed feed = known;
            if (feed == null) {
                backplane.listen(id); // somebody else may have left it since
                feed = new Feed(id, head, logs, fanOut, end);
            }
            feed.listen(connection);
            return feed;
        });
    }

    void leave(String log, Connection connection) {
        feeds.computeIfPresent(log, (id, feed) -> {
            if (!feed.leave(connection)) {
                return feed;
            }
            backplane.leave(id);
            return null;
        });
    }

    List<Connection> listenersTo(String log) {
        Feed feed = feeds.get(log);
        return feed == null ? List.of() : feed.listeners();
    }

    void deliver(List<Entry> entries) {
        delivered.inc(entries.size());
        Map<String, List<Entry>> byLog = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byLog.computeIfAbsent(entry.log(), ignored -> new ArrayList<>()).add(entry);
        }
        byLog.forEach((log, run) -> {
            Feed feed = feeds.get(log);
            if (feed != null) {
                if (run.getFirst().seq() > feed.position() + 1) {
                    holes.inc();
                }
                feed.deliver(run);
            }
        });
    }

    /** Asks the log where each feed should stand: what no hint has told us is delivered now. */
    void checkHeads() {
        logs.heads(List.copyOf(feeds.keySet())).forEach((log, head) -> {
            Feed feed = feeds.get(log);
            if (feed != null && feed.position() < head) {
                holes.inc();
                feed.catchUp(head);
            }
        });
    }
}
