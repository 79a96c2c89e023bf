package dev.confab.node;

import dev.confab.backplane.Backplane;
import dev.confab.log.Ids;
import dev.confab.ops.Schema;
import dev.confab.ops.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says of this node that it is there, and does what is wanted of it. Each second it looks in the database; a signal only
 * makes that earlier.
 */
@ApplicationScoped
public class Nodes {
    private static final Logger LOG = Logger.getLogger(Nodes.class.getName());
    /** Something is wanted of the node of this id. */
    private static final String WANTED = "node";
    /** The database answers the node that says so, and it takes people. */
    private static final String WELL = "well";

    private static final Duration TELLING = Duration.ofSeconds(5);
    /** Who has not been heard of for so long is not shown, and not told to do anything. */
    static final Duration SILENCE = Duration.ofSeconds(30);
    /** A machine may have been paused: its row stays for so long. */
    private static final Duration OBLIVION = Duration.ofHours(1);

    @Inject
    private NodeStore store;

    @Inject
    private Backplane backplane;

    @Inject
    private Schema schema;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final String id = Ids.next();
    private final Stranding stranding = new Stranding();
    private final Leave leave = new Leave(System::nanoTime);
    private volatile boolean isDrained;
    private volatile boolean hasOthers;
    private volatile IntSupplier sockets = () -> 0;
    private volatile Runnable whenToBeEmpty = () -> {};
    private Instant startedAt;
    private Instant toldAt = Instant.MIN;
    private boolean isFailing;
    private ScheduledFuture<?> beating;
    private ScheduledFuture<?> watching;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        startedAt = clock.instant();
        backplane.heed(WANTED, (node, topic, wanted) -> {
            if (wanted.equals(id)) {
                scheduler.execute(this::beat);
            }
        });
        backplane.heed(WELL, (node, topic, text) -> stranding.otherIsWell());
        beating = scheduler.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
        // By itself: a beat may wait for the database.
        watching = scheduler.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void end() {
        if (beating == null) {
            return; // it never began
        }
        beating.cancel(false);
        watching.cancel(false);
        try {
            store.remove(id);
        } catch (RuntimeException e) { // what is silent is forgotten anyway
            LOG.log(Level.FINE, "this node ends without a word to the others", e);
        }
    }

    /** {@code whenToBeEmpty} is called again and again for as long as there is a reason for that, and must not wait. */
    public void attend(IntSupplier sockets, Runnable whenToBeEmpty) {
        this.sockets = sockets;
        this.whenToBeEmpty = whenToBeEmpty;
    }

    /** Why nobody should be connected here at present; nothing where all may stay. */
    public Optional<String> whyToBeEmpty() {
        Optional<String> why = leave.due();
        return why.isEmpty() && stranding.isStranded() ? Optional.of("this node has lost the database") : why;
    }

    /** Whether this node shall be, or will soon be, without people: new ones are to be sent elsewhere. */
    public boolean isLeaving() {
        return leave.isTaken();
    }

    /**
     * This node is told to end.
     *
     * @return how long it goes on as ever until it is to be empty
     */
    public Duration leave() {
        leave.takeForGood("the server stops", notice());
        return leave.left();
    }

    /** So long the load balancer may take to see that the node is not ready. Where there is no other node there is nothing to see. */
    private Duration notice() {
        return hasOthers ? settings.drain().notice() : Duration.ZERO;
    }

    /** Those that were heard of lately, oldest first, after the one of the page before. */
    public List<Node> running(String after, int limit) {
        return store.all(lately(), after, limit);
    }

    /** Whether there is such a node. It does what is wanted within a second or so. */
    public boolean want(String node, boolean drained, String by) {
        Optional<Node> wanted = store.find(node, lately());
        wanted.ifPresent(known -> {
            store.want(node, drained);
            LOG.info(
                    () -> by + (drained ? " drains" : " ends the draining of") + " node " + node + ", " + known.name());
            if (node.equals(id)) {
                look();
            } else {
                backplane.signal(Backplane.NODES, WANTED, node);
            }
        });
        return wanted.isPresent();
    }

    private Instant lately() {
        return clock.instant().minus(SILENCE);
    }

    private void beat() {
        if (!schema.isCurrent()) {
            return;
        }
        try {
            tell();
            look();
            isFailing = false;
            stranding.answered();
            if (!isLeaving()) {
                backplane.signal(Backplane.NODES, WELL, "");
            }
        } catch (RuntimeException e) {
            // Once, and not each second: what a database that is away means is said elsewhere.
            LOG.log(isFailing ? Level.FINE : Level.WARNING, "the database does not say what is wanted of this node", e);
            isFailing = true;
        }
    }

    private synchronized void tell() {
        Instant now = clock.instant();
        if (toldAt.plus(TELLING).isAfter(now)) {
            return;
        }
        int count = sockets.getAsInt();
        if (!store.tell(id, now, count)) {
            store.add(new Node(id, settings.nodeName(), startedAt, now, isDrained, count));
        }
        store.removeUnseenSince(now.minus(OBLIVION));
        hasOthers = store.all(lately(), "", 2).size() > 1;
        toldAt = now;
    }

    private synchronized void look() {
        store.find(id, Instant.EPOCH).map(Node::isDrained).ifPresent(wanted -> {
            if (wanted != isDrained) {
                isDrained = wanted;
                if (wanted) {
                    leave.take("this node is drained", notice());
                } else {
                    leave.takeBack();
                }
                toldAt = Instant.MIN; // how many sockets it has is of interest now
                LOG.info(wanted ? "this node is drained" : "this node is drained no longer");
            }
        });
        if (isDrained) {
            whenToBeEmpty.run();
        }
    }

    private void watch() {
        stranding.look();
        if (stranding.isStranded()) {
            whenToBeEmpty.run();
        }
    }
}
