package dev.confab.faults;

import dev.confab.faults.Client.Neglect;
import dev.confab.faults.Row.BadLine;
import dev.confab.testing.FaultProxy;
import dev.confab.testing.Meddler;
import dev.confab.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The rows of the fault matrix that are made here, each with how it strikes. */
final class Rows {

    /** In each build; the others are made by name. */
    static final List<String> SHORT = List.of("F1", "F3", "F7", "F9", "F14", "F17", "F20", "F26", "F28", "F31");

    /** On these the control is a server that trusts hints, see {@link Mutant}. */
    static final List<String> CONTROLLED_BY_A_MUTANT = List.of("F15", "F26", "F27", "F28", "F29", "F31");

    static final String DISCONNECTS = "disconnects";

    private static final double MIB = 1024 * 1024;
    private static final long BEFORE = Duration.ofSeconds(5).toNanos();
    private static final String CONNECTIONS = "confab_connections";
    private static final int SERVICE_RESTART = 1012;
    private static final int SERVICE_OVERLOADED = 4008;
    private static final int LINE_MS = 75;
    /** For longer than a node waits for the database, in seconds. */
    private static final double LONG_STALL = 12;

    /** Without Redis an ack may take that many times as long. */
    private static final double HARDLY = 1.2;

    private Rows() {}

    static List<Row> all() {
        return List.of(
                Row.of("F1", "node killed (kill -9)", Neglect.RESUME, Rows::nodeKilled, Row.recover(15)),
                Row.of("F2", "node frozen for 20 s", Neglect.RESUME, Rows::nodeFrozen, Row.recover(15)),
                Row.of(
                        "F3",
                        "rolling restart (SIGTERM)",
                        Neglect.RESUME,
                        Rows::rollingRestart,
                        Row.silence(5),
                        // Of some three hundred: a client may have given its connection up by itself.
                        Row.atMost("without_goodbye", 20),
                        Row.atMost("away_p50_s", 2),
                        Row.atMost("away_max_s", 10)),
                Row.of(
                        "F4",
                        "all sockets cut by the balancer",
                        Neglect.RESUME,
                        Rows::allCut,
                        Row.recover(30),
                        Row.atMost("database_peak_ratio", 3)),
                Row.of(
                        "F5",
                        "nobody says a word for 130 s, and the balancer cuts after 60 s",
                        Neglect.NOTHING,
                        Rows::idle,
                        Row.atMost(DISCONNECTS, 0)),
                Row.of("F6", "node drained by the balancer, then cut", Neglect.RESUME, Rows::drained, Row.silence(5)),
                // An idle client finds out after 45 s of silence, as the wire's contract has it.
                Row.of(
                                "F7",
                                "clients in a black hole",
                                Neglect.DOUBT,
                                Rows::blackHole,
                                Row.recover(50),
                                Row.atMost("server_drops_s", 50))
                        .badLine(BadLine.TWO_STREETS),
                // Who was cut each time it came waits for longer and longer, up to half a minute.
                Row.of(
                        "F8",
                        "clients flap",
                        Neglect.RESUME,
                        Rows::flapping,
                        Row.recover(30),
                        Row.atLeast("cuts", 1_000)),
                Row.of(
                                "F9",
                                "readers that take nothing",
                                Neglect.RESUME,
                                Rows::slowReaders,
                                // 10 s after what the line itself can hold is full, which takes a while at this pace.
                                Row.atMost("all_closed_s", 30),
                                Row.atMost("heap_MiB", 200),
                                Row.atMost("healthy_p99_excess_ms", 0))
                        .badLine(BadLine.DIRECT),
                Row.of(
                                "F11",
                                "2 of 100 packets to and from the nodes are lost",
                                Neglect.NOTHING,
                                Surroundings::packetsLost,
                                Row.p99(3),
                                Row.atLeast("lost_packets", 100),
                                Row.atMost(DISCONNECTS, 0))
                        .worse("40 of 100 are lost", Row.P99, Surroundings::manyPacketsLost),
                Row.of(
                                "F12",
                                "150 ms to the clients, then 20 ms to the database",
                                Neglect.NOTHING,
                                run -> latency(run, LINE_MS),
                                Row.p99(3),
                                Row.atMost("ack_p99_excess_ms", 0))
                        .worse("900 ms to the clients", "ack_p99_excess_ms", run -> latency(run, 6 * LINE_MS)),
                Row.of(
                                "F13",
                                "a line of 16 kbit/s for a fifth of the clients",
                                Neglect.NOTHING,
                                run -> narrowLine(run, run.rig().badStreet()),
                                Row.recover(10),
                                Row.atMost("healthy_p99_excess_ms", 0))
                        .worse(
                                "the same line for all of them",
                                "healthy_p99_excess_ms",
                                run -> narrowLine(
                                        run, run.rig().badStreet(), run.rig().street())),
                Row.of(
                        "F14",
                        "a node cut off from the database",
                        Neglect.REPEAT,
                        Rows::partitioned,
                        Row.recover(20),
                        Row.atMost("read_answered_s", 20)),
                Row.of("F15", "a node cut off from Redis", Neglect.NOTHING, Rows::withoutRedis, Row.p99(3)),
                Row.of(
                        "F16",
                        "one way to the database is cut",
                        Neglect.REPEAT,
                        Rows::oneWay,
                        Row.recover(20),
                        Row.atMost("more_threads", 50)),
                Row.of(
                        "F17",
                        "database killed (kill -9), started again after 7 s",
                        Neglect.REPEAT,
                        Rows::databaseKilled,
                        Row.atMost(Run.FIRST_ACK, 10),
                        Row.recover(30)),
                Row.of(
                        "F18",
                        "database killed (kill -9), its replica of a second ago takes over after 3 s",
                        Neglect.REPEAT,
                        Rows::databaseFailedOver,
                        Row.atMost(Run.FIRST_ACK, 10),
                        Row.recover(30),
                        Row.atLeast("awaited_commits", 1)),
                Row.of("F19", "database read-only for 10 s", Neglect.REPEAT, Rows::readOnly, Row.recover(10)),
                Row.of(
                        "F20",
                        "database connections killed",
                        Neglect.CLIENT_ID,
                        Rows::connectionsKilled,
                        Row.atLeast("kills", 20)),
                Row.of("F21", "database stalls, then is frozen", Neglect.REPEAT, Rows::stalled, Row.recover(10)),
                Row.of(
                        "F22",
                        "a channel's row locked for 7 s",
                        Neglect.NOTHING,
                        Rows::lockedRow,
                        Row.recover(10),
                        Row.atMost("refused", 0)),
                Row.of(
                        "F23",
                        "a pool of 4 connections with a slow database, and 100 posts a second more",
                        Neglect.NOTHING,
                        Shortages::poolExhausted,
                        Row.recover(10),
                        Row.atLeast("refused", 50),
                        Row.atMost("broken", 0),
                        Row.atMost(Shortages.WITHOUT_ANSWER, 0),
                        Row.atMost(Shortages.REFUSAL, Shortages.LONGEST_REFUSAL),
                        Row.atMost("health_failures", 0),
                        Row.atMost("page_failures", 0)),
                Row.of(
                        "F24",
                        "the database's disk full for 12 s; MariaDB started again if it ends by that",
                        Neglect.REPEAT,
                        Shortages::diskFull,
                        Row.atLeast("refused", 50),
                        Row.atMost("broken", 0),
                        Row.atMost(Run.FIRST_ACK, 15),
                        // Who has tried in vain for so long waits for up to 30 s until the next time.
                        Row.recover(50)),
                Row.of(
                        "F26",
                        "Redis killed, back empty after 10 s",
                        Neglect.NOTHING,
                        Rows::redisKilled,
                        Row.p99(3),
                        Row.atMost("p99_after_ms", 1_000)),
                Row.of(
                        "F27",
                        "Redis killed (kill -9), its replica is in its place after 5 s",
                        Neglect.NOTHING,
                        Surroundings::redisFailedOver,
                        Row.p99(3),
                        Row.atMost("resubscribed_s", 15),
                        Row.recover(15),
                        Row.atMost("p99_after_ms", 1_000)),
                Row.of(
                        "F28",
                        "subscribers cut each 2 s",
                        Neglect.NOTHING,
                        Rows::subscribersCut,
                        Row.holes(),
                        Row.p99(3)),
                Row.of(
                        "F29",
                        "Redis sleeps for 10 s",
                        Neglect.NOTHING,
                        Rows::redisSleeps,
                        Row.p99(3),
                        Row.atMost("ack_p99_excess_ms", 0)),
                Row.of(
                        "F30",
                        "a node's clock an hour ahead, then 90 s behind",
                        Neglect.NOTHING,
                        Surroundings::clockSkewed,
                        Row.p99(3),
                        Row.atMost(Surroundings.SIGNED_OUT, 0),
                        Row.atMost(DISCONNECTS, 0),
                        Row.atLeast("ahead_s", 3_500),
                        Row.atLeast("behind_s", 80)),
                Row.of("F31", "hints doubled and shuffled", Neglect.NOTHING, Rows::shuffled, Row.holes(), Row.p99(3)),
                Row.of(
                        "F34",
                        "nothing: a soak",
                        Neglect.NOTHING,
                        Rows::soak,
                        Row.p99(3),
                        Row.atMost("heap_growth_MiB", 64)));
    }

    static Row of(String id) {
        return all().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no row " + id));
    }

    private static void nodeKilled(Run run) {
        var node = run.rig().a().server();
        var heads = run.crew().heads();
        var killed = System.nanoTime();
        node.kill9();
        run.recoverFrom(killed, heads);
        run.afterwards(() -> {
            node.restart();
            run.rig().awaitAll();
        });
    }

    private static void nodeFrozen(Run run) {
        var node = run.rig().a().server();
        run.afterwards(node::thaw);
        node.freeze();
        run.pause(20);
        node.thaw();
        run.recoverFromNow();
        run.rig().awaitAll();
    }

    private static void rollingRestart(Run run) {
        for (var node : run.rig().nodes()) {
            node.server().restart();
            run.rig().awaitAll();
        }
        run.recoverFromNow();
        var away = run.crew().absences();
        run.tell("without_goodbye", away.size() - run.crew().closedWith(SERVICE_RESTART));
        run.tell("away_p50_s", away.get(away.size() / 2));
        run.tell("away_max_s", away.getLast());
    }

    private static void allCut(Run run) {
        run.pause(3);
        var load = QuestionsPerSecond.of(meddler(run));
        run.pause(4);
        load.strike();
        run.rig()
                .nodes()
                .forEach(node ->
                        balancer(() -> run.rig().balancer().cut(run.rig().name(node))));
        run.rig().a().front().cutAll(); // the control's too
        run.recoverFromNow();
        run.pause(3); // the seconds in which they come, whole
        run.tell("database_peak_ratio", load.peakRatio());
    }

    private static void idle(Run run) {
        run.crew().beQuiet();
        // Half of them rely on the server's pings alone.
        for (var i = 0; i < run.crew().clients().size(); i += 2) {
            run.crew().clients().get(i).mute();
        }
        run.pause(5);
        var before = run.crew().absences().size();
        run.pause(125);
        run.tell(DISCONNECTS, run.crew().absences().size() - before);
        run.recoverFromNow();
    }

    private static void drained(Run run) {
        var balancer = run.rig().balancer();
        var name = run.rig().name(run.rig().a());
        balancer(() -> balancer.drain(name));
        run.pause(5);
        balancer(() -> {
            balancer.maintain(name);
            balancer.cut(name);
        });
        run.rig().a().front().cutAll(); // the control's too
        run.recoverFromNow();
        balancer(() -> balancer.ready(name));
        run.rig().awaitAll();
    }

    private static void blackHole(Run run) {
        var all = run.connections();
        var begun = System.nanoTime();
        run.rig().badStreet().hold(true);
        run.pause(3);
        // What those in the hole have not heard.
        run.recoverFrom(begun, run.crew().heads());
        // Those who have come back by another way are counted twice until the server has given up their old sockets.
        Waiting.until(
                Duration.ofSeconds(150),
                () -> "the server keeps dead sockets: " + run.rig().metric(CONNECTIONS) + " of " + all,
                // The control's are in the hole for good.
                () -> run.rig().metric(CONNECTIONS) <= all - run.careless().size());
        run.tell("server_drops_s", (System.nanoTime() - begun) / 1e9);
        // Until then the control waits in the hole.
        run.afterwards(() -> run.rig().badStreet().hold(false));
    }

    private static void flapping(Run run) {
        var cuts = 0;
        for (var i = 0; i < 15; i++) {
            var street = i % 3 == 0 ? run.rig().street() : run.rig().badStreet();
            cuts += street.open();
            street.cutAll();
            if (i % 5 == 0) {
                run.rig().a().front().cutAll();
            }
            run.pause(1);
        }
        run.tell("cuts", cuts);
        run.recoverFromNow();
    }

    private static void slowReaders(Run run) {
        var deaf = run.onBadLines();
        run.pause(4);
        var heap = run.rig().heap();
        var begun = System.nanoTime();
        var before = run.p99(begun - BEFORE, begun, who -> true);
        var all = run.connections();
        deaf.forEach(client -> client.deaf(true));
        run.careless().forEach(client -> client.deaf(true));
        Waiting.until(
                Duration.ofSeconds(60),
                () -> "not all are closed: " + run.rig().metric(CONNECTIONS) + " of " + all,
                () -> run.rig().metric(CONNECTIONS)
                        <= all - deaf.size() - run.careless().size());
        var closed = System.nanoTime();
        run.tell("all_closed_s", (closed - begun) / 1e9);
        tellOfTheHealthy(run, before, begun, closed);
        run.tell("heap_MiB", (run.rig().heap() - heap) / MIB);
        deaf.forEach(client -> client.deaf(false));
        run.careless().forEach(client -> client.deaf(false));
        run.recoverFromNow();
        run.tell(
                "closed_4008",
                deaf.stream()
                        .filter(client -> client.codes().contains(SERVICE_OVERLOADED))
                        .count());
    }

    private static void latency(Run run, int oneWayMs) {
        var begun = System.nanoTime();
        var before = run.ackP99(begun - BEFORE, begun);
        run.rig().street().latency(oneWayMs);
        run.rig().badStreet().latency(oneWayMs);
        run.pause(8);
        // Three round trips more.
        run.tellOfAcks(before, begun, 1, 3 * 2 * LINE_MS);
        run.rig().street().latency(0);
        run.rig().badStreet().latency(0);
        run.rig().nodes().forEach(node -> node.toDatabase().latency(10));
        run.pause(8);
        run.rig().nodes().forEach(node -> node.toDatabase().latency(0));
        run.recoverFromNow();
    }

    private static void narrowLine(Run run, FaultProxy... lines) {
        run.pause(4);
        var begun = System.nanoTime();
        var before = run.p99(begun - BEFORE, begun, who -> true);
        Stream.of(lines).forEach(line -> line.throttle(2_000));
        run.pause(12);
        tellOfTheHealthy(run, before, begun, System.nanoTime());
        Stream.of(lines).forEach(line -> line.throttle(Long.MAX_VALUE));
        run.recoverFromNow();
    }

    private static void tellOfTheHealthy(Run run, double before, long begun, long ended) {
        var during = run.p99(begun, ended, who -> !who.contains("bad line"));
        run.tell("healthy_p99_before_ms", before);
        run.tell("healthy_p99_ms", during);
        // At most half as much again; below a quarter of a second it is the machine that is measured.
        run.tell("healthy_p99_excess_ms", Math.max(0, during - Math.max(1.5 * before, 250)));
    }

    private static void partitioned(Run run) {
        var begun = System.nanoTime();
        run.afterwards(() -> run.rig().a().toDatabase().hold(false));
        run.rig().a().toDatabase().hold(true);
        var read = run.readFrom(run.rig().a());
        balancer(() -> run.rig().balancer().awaitOut(run.rig().name(run.rig().a()), Duration.ofSeconds(30)));
        run.tell("out_of_rotation_s", (System.nanoTime() - begun) / 1e9);
        run.recoverWithAnswersFrom(begun, Duration.ofSeconds(40));
        run.tell("read_answered_s", read.join());
        run.rig().a().toDatabase().hold(false);
        run.rig().awaitAll();
    }

    private static void withoutRedis(Run run) {
        var begun = System.nanoTime();
        var before = run.ackP99(begun - BEFORE, begun);
        run.afterwards(() -> run.rig().a().toRedis().hold(false));
        run.rig().a().toRedis().hold(true);
        run.pause(12);
        run.tellOfAcks(before, begun, HARDLY, 0);
        run.rig().a().toRedis().hold(false);
        run.recoverFromNow();
    }

    private static void oneWay(Run run) {
        var threads = run.rig().a().server().threads();
        var begun = System.nanoTime();
        run.afterwards(() -> run.rig().a().toDatabase().holdReplies(false));
        run.rig().a().toDatabase().holdReplies(true);
        run.pause(10);
        run.tell("more_threads", run.rig().a().server().threads() - threads);
        run.recoverWithAnswersFrom(begun, Duration.ofSeconds(30));
        run.rig().a().toDatabase().holdReplies(false);
        run.rig().awaitAll();
    }

    private static void databaseKilled(Run run) {
        run.rig().mariaDb().kill9();
        run.pause(7);
        run.rig().mariaDb().restart();
        var ready = System.nanoTime();
        run.tellOfTheFirstAckAfter(ready);
        run.recoverFrom(ready, run.crew().heads());
        run.rig().awaitAll();
    }

    private static void databaseFailedOver(Run run) {
        var database = run.rig().replicated();
        // The replica lags a second behind: what commits without it from here on is lost.
        database.line().hold(true);
        run.pause(1);
        run.tell("awaited_commits", database.awaitedCommits());
        database.primary().kill9();
        run.pause(3);
        run.rig().failOver();
        var promoted = System.nanoTime();
        run.tellOfTheFirstAckAfter(promoted);
        run.recoverFrom(promoted, run.crew().heads());
        run.rig().awaitAll();
    }

    private static void readOnly(Run run) {
        run.afterwards(() -> run.rig().mariaDb().execute("SET GLOBAL read_only = 0"));
        run.rig().mariaDb().execute("SET GLOBAL read_only = 1");
        run.pause(10);
        run.rig().mariaDb().execute("SET GLOBAL read_only = 0");
        run.recoverWithAnswersFrom(System.nanoTime(), Duration.ofSeconds(30));
    }

    private static void connectionsKilled(Run run) {
        var kills = 0;
        var meddler = meddler(run);
        for (var i = 0; i < 60; i++) {
            kills += sql(meddler::killOne);
            // The control's line breaks between a send and its ack.
            run.rig().badStreet().swallowReplies(i % 10 == 7 || i % 10 == 8);
            if (i % 10 == 9) {
                run.rig().badStreet().cutAll();
            }
            run.pause(0.2);
        }
        run.rig().badStreet().swallowReplies(false);
        run.rig().badStreet().cutAll();
        run.tell("kills", kills);
        run.recoverFromNow();
    }

    private static void stalled(Run run) {
        // A connection that holds the lock of all tables.
        sql(() -> {
            var lock = meddler(run).lockAll();
            run.pause(LONG_STALL);
            lock.close();
            return 0;
        });
        run.pause(3);
        var database = run.rig().mariaDb();
        run.afterwards(database::thaw);
        database.freeze();
        run.pause(LONG_STALL);
        database.thaw();
        run.recoverFromNow();
        run.rig().awaitAll();
    }

    private static void lockedRow(Run run) {
        sql(() -> {
            var channel = run.onBadLines().getFirst().live().cursors().keySet().stream()
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            var lock = meddler(run).lock(channel);
            run.pause(7);
            lock.close();
            return 0;
        });
        run.recoverFromNow();
        run.tell("refused", Shortages.refusedByFaultOfOurs(run));
    }

    private static void redisKilled(Run run) {
        run.rig().redis().kill9();
        run.pause(10);
        run.rig().redis().restart();
        run.rig().awaitAll();
        run.recoverFromNow();
        var back = System.nanoTime();
        run.pause(4);
        run.tell("p99_after_ms", run.p99(back, System.nanoTime(), who -> true));
    }

    private static void subscribersCut(Run run) {
        for (var i = 0; i < 7; i++) {
            run.rig().redis().say("CLIENT KILL TYPE pubsub");
            run.pause(2);
        }
        run.recoverFromNow();
    }

    private static void redisSleeps(Run run) {
        var begun = System.nanoTime();
        var before = run.ackP99(begun - BEFORE, begun);
        Thread.ofVirtual().start(() -> run.rig().redis().say("DEBUG SLEEP 10"));
        run.pause(12);
        run.tellOfAcks(before, begun, HARDLY, 0);
        run.recoverFromNow();
    }

    private static void shuffled(Run run) {
        run.rig().nodes().forEach(node -> node.shuffle().on(true));
        run.pause(12);
        run.rig().nodes().forEach(node -> node.shuffle().on(false));
        run.recoverFromNow();
    }

    private static void soak(Run run) {
        run.pause(5);
        var heap = run.rig().heap();
        var threads = run.rig().threads();
        run.pauseUntilTheEnd();
        run.tell("heap_growth_MiB", (run.rig().heap() - heap) / MIB);
        run.tell("more_threads", run.rig().threads() - threads);
        run.recoverFromNow();
    }

    private static Meddler meddler(Run run) {
        return sql(() -> Meddler.at(run.rig().database().settings().get("confab.db.url")));
    }

    private interface Sql<T> {
        T get() throws SQLException;
    }

    private static <T> T sql(Sql<T> what) {
        try {
            return what.get();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Command {
        void run() throws IOException, InterruptedException;
    }

    private static void balancer(Command command) {
        try {
            command.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
