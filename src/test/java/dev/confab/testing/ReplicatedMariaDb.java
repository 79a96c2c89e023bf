package dev.confab.testing;

import java.time.Duration;

/**
 * A MariaDB with a binary log, and a second one that follows it by way of a line that can be bad. Once the first one is killed,
 * what the second one has heard is all that is left.
 */
public final class ReplicatedMariaDb implements AutoCloseable {

    /** When the primary says that something is committed. */
    public enum Commit {
        /** When the replica has written it down, and before anybody can read it: semi-sync, AFTER_SYNC. */
        SEMI_SYNC,
        /** When it is on the primary's own disk. */
        ASYNC
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LATENCY_MS = 5;
    private static final String REPLICA = "SHOW REPLICA STATUS";

    private final MariaDb primary;
    private final MariaDb replica;
    private final FaultProxy line;

    private ReplicatedMariaDb(MariaDb primary, MariaDb replica) {
        this.primary = primary;
        this.replica = replica;
        line = FaultProxy.before(primary.port());
        line.latency(LATENCY_MS);
    }

    /** Both are new, so all that the replica has is what it has heard. The name is for the log files. */
    public static ReplicatedMariaDb start(String name, Commit commit) {
        var both = new ReplicatedMariaDb(
                MariaDb.create(
                        name + "-primary", "--server-id=1", "--log-bin=log", "--binlog-format=ROW", "--sync-binlog=1"),
                MariaDb.create(name + "-replica", "--server-id=2"));
        try {
            both.follow();
            if (commit == Commit.SEMI_SYNC) {
                both.awaitTheReplicaAtEachCommit();
            }
            return both;
        } catch (RuntimeException | Error e) {
            both.close();
            throw e;
        }
    }

    private void follow() {
        replica.execute(
                "SET GLOBAL read_only = 1",
                "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = " + line.port()
                        + ", MASTER_USER = 'admin', MASTER_PASSWORD = 'secret', MASTER_SSL = 0,"
                        + " MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_CONNECT_RETRY = 1, MASTER_USE_GTID = slave_pos",
                "SET GLOBAL rpl_semi_sync_slave_enabled = 1",
                "START REPLICA");
        Waiting.until(
                LIMIT,
                () -> "the replica does not follow: " + replica.ask(REPLICA, "Last_IO_Error"),
                () -> replica.ask(REPLICA, "Slave_IO_Running").equals("Yes"));
    }

    private void awaitTheReplicaAtEachCommit() {
        primary.execute(
                "SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC",
                // After that long it would go on alone.
                "SET GLOBAL rpl_semi_sync_master_timeout = 3600000",
                "SET GLOBAL rpl_semi_sync_master_enabled = 1");
    }

    public MariaDb primary() {
        return primary;
    }

    public MariaDb replica() {
        return replica;
    }

    /** Between the two. */
    public FaultProxy line() {
        return line;
    }

    /** How many commits the primary has told of after the replica had them; 0 if it does not wait for it. */
    public long awaitedCommits() {
        return primary.status("'Rpl_semi_sync_master_yes_tx'");
    }

    /**
     * Makes the replica the one that is written to, after the primary was killed: it does all that it has heard, and follows
     * nobody any more. What was on the line is lost.
     */
    public void promote() {
        line.refuse(true);
        line.cutAll();
        line.hold(false);
        replica.execute("STOP REPLICA IO_THREAD");
        Waiting.until(
                LIMIT,
                () -> "the replica does not do what it has heard: " + replica.ask(REPLICA, "Last_SQL_Error"),
                () -> replica.ask(REPLICA, "Gtid_IO_Pos")
                        .equals(replica.ask("SELECT @@gtid_slave_pos AS done", "done")));
        replica.execute("STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL read_only = 0");
    }

    @Override
    public void close() {
        line.close();
        replica.close();
        primary.close();
    }
}
