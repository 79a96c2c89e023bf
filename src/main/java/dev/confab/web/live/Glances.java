package dev.confab.web.live;

import dev.confab.backplane.Backplane;
import dev.confab.event.Entry;
import dev.confab.event.Kind;
import dev.confab.readmark.Receipts;
import dev.confab.readmark.Seen;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells those who look at a channel how far others have read it: signals, made of what is published of read marks. What
 * moves within a moment is told together, as the database has it then; where many listen nobody is told, and asks.
 */
@ApplicationScoped
public class Glances {
    private static final Logger LOG = Logger.getLogger(Glances.class.getName());
    /** Sockets that listen to a channel here: a conversation of nine with all their devices. */
    static final int MOST_LISTENERS = 100;

    private static final int LONGEST_QUEUE = 4_096;
    private static final int MOST_AT_ONCE = 200;
    private static final long GATHER_MILLIS = 250;
    private static final String READ = "read";

    /**
     * Somebody has read on.
     *
     * @param channel null where it stands in the event's body
     */
    record Moved(String user, String channel, Entry own) {
        String where() {
            return channel == null ? channelOf(own) : channel;
        }
    }

    private final BlockingQueue<Moved> moved = new ArrayBlockingQueue<>(LONGEST_QUEUE);

    @Inject
    private Hub hub;

    @Inject
    private Receipts receipts;

    @Inject
    private Backplane backplane;

    @Resource
    private ManagedThreadFactory threads;

    private Thread thread;
    private volatile boolean isOpen = true;

    protected Glances() {} // the container makes a proxy by it

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        backplane.followOwn(this::hear);
        backplane.heed(READ, (node, channel, users) -> {
            for (String user : users.split(" ")) {
                moved.offer(new Moved(user, channel, null));
            }
        });
        thread = threads.newThread(this::run);
        thread.setName("confab-glances");
        thread.start();
    }

    /** What finds no room is not told; who looks at the channel afresh asks. */
    void hear(List<Entry> published) {
        for (Entry entry : published) {
            if (entry.kind().equals(Kind.READ_MOVED.word())) {
                moved.offer(new Moved(entry.log(), null, entry));
            }
        }
    }

    private void run() {
        while (isOpen) {
            try {
                Moved first = moved.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    Thread.sleep(GATHER_MILLIS);
                    List<Moved> gathered = new ArrayList<>(List.of(first));
                    moved.drainTo(gathered, MOST_AT_ONCE - 1);
                    tell(gathered);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) { // signals may be lost, but not all that come after
                LOG.log(Level.WARNING, "nobody is told who has read; the next one is", e);
            }
        }
    }

    void tell(Collection<Moved> all) {
        Map<String, Set<String>> readers = new LinkedHashMap<>();
        Map<String, Set<String>> own = new LinkedHashMap<>();
        for (Moved one : all) {
            String channel = one.where();
            readers.computeIfAbsent(channel, ignored -> new LinkedHashSet<>()).add(one.user());
            if (one.own() != null) {
                own.computeIfAbsent(channel, ignored -> new LinkedHashSet<>()).add(one.user());
            }
        }
        own.forEach((channel, users) -> backplane.signal(channel, READ, String.join(" ", users)));
        Map<String, List<Connection>> listeners = new HashMap<>();
        readers.forEach((channel, users) -> {
            List<Connection> here = hub.listenersTo(channel);
            boolean isSomebodyElse = here.stream().anyMatch(one -> users.size() > 1 || !users.contains(one.user()));
            if (isSomebodyElse && here.size() <= MOST_LISTENERS) {
                listeners.put(channel, here);
            }
        });
        readers.keySet().retainAll(listeners.keySet());
        if (listeners.isEmpty()) {
            return;
        }
        Set<String> unwilling = receipts.unwilling(listeners.values().stream()
                .flatMap(List::stream)
                .map(Connection::user)
                .distinct()
                .toList());
        List<String> users =
                readers.values().stream().flatMap(Set::stream).distinct().toList();
        for (Seen seen : receipts.of(readers.keySet(), users)) {
            if (readers.get(seen.channel()).contains(seen.user())) {
                String frame = Frames.seen(seen);
                for (Connection listener : listeners.get(seen.channel())) {
                    if (!listener.user().equals(seen.user())
                            && !unwilling.contains(listener.user())
                            && listener.follows(seen.channel())) {
                        listener.signal(frame);
                    }
                }
            }
        }
    }

    private static String channelOf(Entry entry) {
        try (JsonReader reader = Json.createReader(new StringReader(entry.body()))) {
            return reader.readObject().getString("channel");
        }
    }

    @PreDestroy
    void close() {
        isOpen = false;
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
