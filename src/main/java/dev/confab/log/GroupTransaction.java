package dev.confab.log;

import dev.confab.event.Entry;
import dev.confab.log.Transaction.Head;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes one group: lock the heads, look up what the changes must know, let them write, commit. The features' JPA and
 * the log's JDBC share the connection of the JTA transaction; where all changes are plain ones, as on the message path,
 * there is JDBC alone, and neither locks nor look-ups come first. For one thread.
 */
@ApplicationScoped
class GroupTransaction {
    private static final Logger LOG = Logger.getLogger(GroupTransaction.class.getName());
    private static final int SETTLE_ATTEMPTS = 5;
    private static final long SETTLE_PAUSE_MS = 100;

    /** Results in the order of the changes; entries in the order of the log. */
    record Written(List<Object> results, List<Entry> entries) {}

    /** Of what a transaction has to say. */
    @FunctionalInterface
    private interface Writing {
        void write(Transaction tx) throws SQLException;
    }

    @Resource
    private UserTransaction jta;

    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    @Inject
    private LogStore store;

    @Inject
    private Clock clock;

    private final KnownHeads knownHeads = new KnownHeads();
    private WriterConnection own;

    GroupTransaction() {} // the container makes a proxy by it

    GroupTransaction(UserTransaction jta, EntityManager entities, LogStore store, WriterConnection own, Clock clock) {
        this.jta = jta;
        this.entities = entities;
        this.store = store;
        this.own = own;
        this.clock = clock;
    }

    @PostConstruct
    void open() {
        own = new WriterConnection(store, System::nanoTime);
    }

    /** There is nothing to write at present. */
    void idle() {
        own.giveBackWhenIdle();
    }

    Written write(List<? extends Change<?>> group) throws GroupFailure {
        return group.stream().allMatch(Change::isPlain) ? writePlain(group) : writeWithEntities(group);
    }

    /** Takes the heads to be where they were left, and nothing to be there already, until the database knows better. */
    private Written writePlain(List<? extends Change<?>> group) throws GroupFailure {
        if (group.stream().anyMatch(Change::isToBeLookedUp)) {
            return writePlain(group, false);
        }
        try {
            return writePlain(group, true);
        } catch (GroupFailure failure) {
            if (failure.getCause() instanceof HeadMoved || failure.isDuplicate()) {
                return writePlain(group, false);
            }
            throw failure;
        }
    }

    private Written writePlain(List<? extends Change<?>> group, boolean isTrusting) throws GroupFailure {
        Written written;
        try {
            Connection db = own.take();
            Set<String> logs = logs(group);
            Optional<Map<String, Head>> known = isTrusting ? knownHeads.of(logs) : Optional.empty();
            Map<String, Head> heads = known.isPresent() ? known.get() : store.lock(logs, db);
            written = prepare(
                    group,
                    heads,
                    isTrusting ? new HashMap<>() : lookUp(group, db),
                    tx -> store.write(tx, db, own.takesSeveral()));
        } catch (Exception | Error e) { // whatever a change or the database throws: nothing of the group may stay
            own.rollBack();
            throw new GroupFailure(e);
        }
        try {
            own.commit();
        } catch (SQLException e) {
            own.rollBack();
            settle(written, e);
        }
        return written;
    }

    private Written writeWithEntities(List<? extends Change<?>> group) throws GroupFailure {
        own.giveBack(); // the container draws a thread's open connections into its transaction, and ends them with it
        IdleLimit limit = new IdleLimit();
        Written written;
        try {
            jta.begin();
            try (Connection db = store.connect()) {
                limit.set(db);
                Map<String, Head> heads = store.lock(logs(group), db);
                written = prepare(group, heads, lookUp(group, db), tx -> {
                    entities.flush();
                    store.write(tx, db, false);
                });
            }
        } catch (Exception | Error e) { // as above
            limit.end();
            rollBack();
            throw new GroupFailure(e);
        }
        limit.end(); // who is cut off between this and the commit holds its rows after all
        try {
            jta.commit();
        } catch (Exception e) {
            rollBack();
            settle(written, e);
        }
        return written;
    }

    private static Set<String> logs(List<? extends Change<?>> group) {
        Set<String> logs = new HashSet<>();
        group.forEach(change -> logs.addAll(change.logs()));
        return logs;
    }

    private Written prepare(
            List<? extends Change<?>> group,
            Map<String, Head> heads,
            Map<Lookup<?>, Map<String, Object>> found,
            Writing writing)
            throws SQLException {
        Transaction tx = new Transaction(clock.instant().truncatedTo(ChronoUnit.MILLIS), heads, found);
        List<Object> results = new ArrayList<>(group.size());
        for (Change<?> change : group) {
            results.add(change.write(tx));
        }
        writing.write(tx);
        knownHeads.remember(heads); // if the commit fails, the next group finds that they are not there
        return new Written(results, tx.entries());
    }

    private static Map<Lookup<?>, Map<String, Object>> lookUp(List<? extends Change<?>> group, Connection db)
            throws SQLException {
        Map<Lookup<?>, Set<String>> asked = new HashMap<>();
        for (Change<?> change : group) {
            change.questions().forEach((lookup, keys) -> {
                if (!keys.isEmpty()) {
                    asked.computeIfAbsent(lookup, ignored -> new HashSet<>()).addAll(keys);
                }
            });
        }
        Map<Lookup<?>, Map<String, Object>> found = new HashMap<>();
        for (Map.Entry<Lookup<?>, Set<String>> question : asked.entrySet()) {
            found.put(question.getKey(), new HashMap<>(question.getKey().find(question.getValue(), db)));
        }
        return found;
    }

    /**
     * The connection was lost while the database committed: only the log can tell what became of it. A place on a log
     * is given out once, so either exactly our event stands there, or the group was not written.
     */
    private void settle(Written written, Exception lost) throws GroupFailure {
        if (written.entries().isEmpty()) {
            throw new GroupFailure(lost);
        }
        Entry ours = written.entries().getFirst();
        for (int attempt = 1; ; attempt++) {
            try (Connection db = store.connect()) {
                if (ours.equals(store.at(ours.log(), ours.seq(), db))) {
                    return;
                }
                throw new GroupFailure(lost);
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "a commit's outcome is not known yet", e);
                if (attempt == SETTLE_ATTEMPTS) {
                    throw GroupFailure.ofUnknownOutcome(e);
                }
                pause(attempt);
            }
        }
    }

    // For a second the pool believes in a dead connection that it has just looked at.
    private static void pause(int attempt) throws GroupFailure {
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLE_PAUSE_MS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GroupFailure.ofUnknownOutcome(e);
        }
    }

    /** When the writer ends. */
    void release() {
        own.giveBack();
    }

    private void rollBack() {
        try {
            if (jta.getStatus() != Status.STATUS_NO_TRANSACTION) {
                jta.rollback();
            }
        } catch (SystemException | IllegalStateException e) {
            LOG.log(Level.WARNING, "the rollback failed; the database ends the transaction by itself", e);
        }
    }
}
