package dev.confab.log;

import dev.confab.testing.MariaDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The MariaDB of this JVM with thousands of open transactions, so that looks at it show holes. Each look copies the list of
 * what is open, one after the other and without a lock (MDEV-15104). When a writer commits after it was copied, and the next
 * one before it would be, the look takes the first for open and the second for long over: it shows N+1 and not N.
 */
final class CrowdedMariaDb implements AutoCloseable {

    private static final int OPEN = Integer.getInteger("confab.test.holes.open", 3_000);
    private static final int WRITERS = 8;
    private static final Duration BEAT = Duration.ofMillis(50);

    private final MariaDb server = MariaDb.ofThisJvm();
    private Map<String, String> settings;
    private int opened;

    void crowd() throws SQLException {
        // Many short commits matter here, and none of them has to be durable.
        server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        newDatabase("CREATE TABLE opened (id INT PRIMARY KEY)");
        for (; opened < OPEN; opened++) {
            leaveOpen(opened);
        }
    }

    /** Prepared transactions stay open when their connection ends, and cost no thread. */
    private void leaveOpen(int id) throws SQLException {
        try (var db = connect("&allowMultiQueries=true");
                var statement = db.createStatement()) {
            statement.execute("XA START '%1$d'; INSERT INTO opened VALUES (%1$d); XA END '%1$d'; XA PREPARE '%1$d'"
                    .formatted(id));
        }
    }

    /** All that follows happens in it. */
    void newDatabase(String... tables) throws SQLException {
        settings = server.database().settings();
        try (var db = connect();
                var statement = db.createStatement()) {
            for (var table : tables) {
                statement.execute(table);
            }
        }
    }

    private Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(
                settings.get("confab.db.url") + options,
                settings.get("confab.db.user"),
                settings.get("confab.db.password"));
    }

    private Connection connect() throws SQLException {
        var db = connect("");
        db.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return db;
    }

    interface Write {
        void run(Connection db) throws SQLException;
    }

    interface Reader {
        /** False when there was nothing new. */
        boolean look(Connection db) throws SQLException;
    }

    /**
     * Eight writers write, each row in a transaction of its own, until it is enough or the time is over, while the processors
     * are kept busy; the readers look all the while, and go on until there is nothing new. Gives the number of rows.
     */
    int busily(Write write, List<? extends Reader> readers, BooleanSupplier enough, Duration limit) {
        var isOver = new AtomicBoolean();
        var rows = new AtomicInteger();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            var writing = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(() -> {
                        try (var db = connect()) {
                            db.setAutoCommit(false);
                            while (!isOver.get()) {
                                write.run(db);
                                db.commit();
                                rows.incrementAndGet();
                            }
                        }
                        return null;
                    }))
                    .toList();
            var written = new AtomicBoolean();
            var reading = readers.stream()
                    .map(reader -> threads.submit(() -> {
                        try (var db = connect()) {
                            var last = false;
                            while (reader.look(db) || !last) {
                                last = written.get();
                            }
                        }
                        return null;
                    }))
                    .toList();
            IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .forEach(i -> threads.submit(() -> {
                        var numbers = new long[1_024];
                        while (!written.get()) {
                            Arrays.setAll(numbers, n -> numbers[n] * 31 + n);
                        }
                    }));
            try {
                var begun = System.nanoTime();
                while (!enough.getAsBoolean()
                        && System.nanoTime() - begun < limit.toNanos()
                        && areAtWork(writing)
                        && areAtWork(reading)) {
                    Thread.sleep(BEAT);
                }
                isOver.set(true);
                end(writing);
            } finally {
                isOver.set(true);
                written.set(true);
            }
            end(reading);
            return rows.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean areAtWork(List<? extends Future<?>> tasks) {
        return tasks.stream().noneMatch(Future::isDone);
    }

    private static void end(List<? extends Future<?>> tasks) throws InterruptedException {
        for (var task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }

    /** Leaves the server as it was. */
    @Override
    public void close() {
        server.execute(IntStream.range(0, opened)
                .mapToObj(id -> "XA ROLLBACK '" + id + "'")
                .toArray(String[]::new));
        server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    }
}
