package dev.confab.faults;

import dev.confab.faults.Client.Neglect;
import dev.confab.testing.Checker;
import dev.confab.testing.History;
import dev.confab.testing.Operation;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One row in progress: people talk, and the row strikes. */
final class Run {
    static final String FIRST_ACK = "first_ack_s";

    private static final Duration WARM = Duration.ofSeconds(3);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(240);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(180);
    private static final Duration CONTROL_LIMIT = Duration.ofSeconds(3);
    /** Of what people do, so many of a hundred are messages. */
    private static final double MESSAGES = 0.7;

    private static final double CONTROL_ACTS_PER_SECOND = 12;
    private static final int BAD_LINES_OF_TEN = 2;
    private static final int COMMUTERS = 3;
    private static final int SMALL_BUFFER = 4_096;

    /** What came of the row and of its control; the control is null where the row has another one. */
    record Result(Outcome outcome, Outcome control) {}

    private final Rig rig;
    private final Town town;
    private final Crew crew;
    private final Crew control;
    private final List<Client> onBadLines = new ArrayList<>();
    private final List<Client> careless = new ArrayList<>();
    private final Map<String, Double> more = new TreeMap<>();
    private final Repairs repairs = new Repairs();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private double recovery;
    private long end;

    private Run(Rig rig, Town town, Crew crew, Crew control) {
        this.rig = rig;
        this.town = town;
        this.crew = crew;
        this.control = control;
        crew.clients().stream()
                .filter(client -> client.name().contains("bad line"))
                .forEach(onBadLines::add);
        control.clients().stream().filter(Client::isCareless).forEach(careless::add);
    }

    static Result of(Row row, Rig rig, Town town, Plan plan) {
        try (var crew = Crew.connect(parts(row, rig, town, plan), plan.seed());
                var control = Crew.connect(controls(row, rig, town), plan.seed() + 1_000_000)) {
            return new Run(rig, town, crew, control).go(row, plan);
        }
    }

    private static List<Crew.Part> parts(Row row, Rig rig, Town town, Plan plan) {
        var parts = new ArrayList<Crew.Part>();
        for (var i = 0; i < plan.clients(); i++) {
            var who = i % town.people().size();
            var isBad = i % 10 < BAD_LINES_OF_TEN;
            var isDirect = isBad && row.badLine() == Row.BadLine.DIRECT;
            // One device of each of a few people takes them out of channels and in again.
            var host = i < COMMUTERS ? town.host() : null;
            parts.add(new Crew.Part(
                    row.id() + " client " + i + (isBad ? " on a bad line" : ""),
                    town.people().get(who),
                    isBad ? badWays(row, rig, i) : List.of(rig.street().uri()),
                    isDirect ? SMALL_BUFFER : 0,
                    Neglect.NOTHING,
                    town.placesOf(who),
                    host));
        }
        return parts;
    }

    private static List<URI> badWays(Row row, Rig rig, int number) {
        return switch (row.badLine()) {
            case STREET -> List.of(rig.badStreet().uri());
            case TWO_STREETS -> List.of(rig.badStreet().uri(), rig.street().uri());
            case DIRECT ->
                List.of(rig.nodes()
                        .get(number / 10 % rig.nodes().size())
                        .server()
                        .baseUri());
        };
    }

    /** Two that do their duties and two that do not. */
    private static List<Crew.Part> controls(Row row, Rig rig, Town town) {
        if (row.control() == Neglect.NOTHING) {
            return List.of();
        }
        var parts = new ArrayList<Crew.Part>();
        for (var i = 0; i < 4; i++) {
            var isCareless = i % 2 == 0;
            var isDirect = isCareless && row.badLine() == Row.BadLine.DIRECT;
            var ways = isCareless
                    ? carelessWays(row, rig, i)
                    : List.of(rig.street().uri());
            parts.add(new Crew.Part(
                    row.id() + " control " + i,
                    town.others().get(i / 2),
                    ways,
                    isDirect ? SMALL_BUFFER : 0,
                    isCareless ? row.control() : Neglect.NOTHING,
                    List.of(town.apart()),
                    null));
        }
        return parts;
    }

    /** They begin where the fault strikes. */
    private static List<URI> carelessWays(Row row, Rig rig, int number) {
        var a = rig.a().front().uri();
        return switch (row.control()) {
            case REPEAT -> List.of(a);
            case RESUME ->
                row.badLine() == Row.BadLine.DIRECT
                        ? badWays(row, rig, number)
                        : List.of(a, rig.street().uri());
            case NOTHING, CLIENT_ID, DOUBT -> badWays(row, rig, number);
        };
    }

    private Result go(Row row, Plan plan) {
        end = System.nanoTime() + plan.row().toNanos();
        var holes = rig.metric("confab_holes_met_total");
        try (repairs) {
            strike(row, plan);
            // A node that was restarted begins at 0.
            var met = Math.max(0, rig.metric("confab_holes_met_total") - holes);
            var checked = control(row, plan);
            tell("resets", crew.resets());
            crew.history().write(plan.history(row.id()));
            mustNotHaveFailed();
            return new Result(
                    new Outcome(Checker.check(crew.history()), crew.unanswered(), met, recovery, more), checked);
        }
    }

    private void strike(Row row, Plan plan) {
        crew.talk(plan.sendsPerSecond() / MESSAGES);
        control.talk(CONTROL_ACTS_PER_SECOND);
        pause(WARM);
        row.strike().on(this);
        pauseUntilTheEnd();
        crew.beQuiet();
        control.beQuiet();
        crew.settles(QUIET_LIMIT);
    }

    private Outcome control(Row row, Plan plan) {
        if (control.clients().isEmpty()) {
            return null;
        }
        control.settles(CONTROL_LIMIT);
        control.history().write(plan.history(row.id() + "-control"));
        return new Outcome(Checker.check(control.history()), control.unanswered(), 0, recovery, Map.of());
    }

    private void mustNotHaveFailed() {
        crew.mustNotHaveFailed();
        failures.stream().findFirst().ifPresent(failure -> {
            throw new AssertionError("what no answer may be", failure);
        });
    }

    Rig rig() {
        return rig;
    }

    Town town() {
        return town;
    }

    Crew crew() {
        return crew;
    }

    /** How many clients there are, those of the control among them. */
    int connections() {
        return crew.clients().size() + control.clients().size();
    }

    /** A part of the clients, who come in by the rig's bad street. */
    List<Client> onBadLines() {
        return onBadLines;
    }

    /** Those of the control who leave something undone. */
    List<Client> careless() {
        return careless;
    }

    /** What makes the cluster whole again and is no part of the row: it is done when all is said. */
    void afterwards(Runnable repair) {
        repairs.add(repair);
    }

    /** Somebody beside the crew was answered what no answer may be. */
    void failedWith(Throwable failure) {
        failures.add(failure);
    }

    /** Says a figure that this row alone has. */
    void tell(String figure, double value) {
        more.put(figure, value);
    }

    /** The p99 from ack to the last reader, in milliseconds, of what these clients heard between the two moments. */
    double p99(long from, long to, Predicate<String> isOne) {
        var some = crew.history().operations().stream()
                .filter(one -> one.at() >= from && one.at() < to)
                .filter(one -> one.what() != Operation.What.HEAR || isOne.test(one.process()))
                .toList();
        return Checker.checkUnfinished(History.of(some)).figures().level().p99();
    }

    /** The p99 from a send to its ack, in milliseconds, of what was first sent between the two moments and is acked. */
    double ackP99(long from, long to) {
        var begun = new HashMap<String, Long>();
        var took = new HashMap<String, Double>();
        for (var one : crew.history().operations()) {
            if (one.what() == Operation.What.SEND && one.type() == Operation.Type.INVOKE) {
                begun.putIfAbsent(one.clientId(), one.at());
            } else if (one.what() == Operation.What.SEND && one.type() == Operation.Type.OK) {
                took.putIfAbsent(one.clientId(), (one.at() - begun.get(one.clientId())) / 1e6);
            }
        }
        var sorted = took.entrySet().stream()
                .filter(ack -> begun.get(ack.getKey()) >= from && begun.get(ack.getKey()) < to)
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            throw new IllegalStateException("nothing was acked of what was sent in that time");
        }
        return sorted.get(sorted.size() * 99 / 100);
    }

    /**
     * Tells how long an ack took before the fault and during it; they may take so many times as long, and so many
     * milliseconds more. Of less than a quarter of a second it is the machine that is measured.
     */
    void tellOfAcks(double before, long begun, double times, double more) {
        var during = ackP99(begun, System.nanoTime());
        tell("ack_p99_before_ms", before);
        tell("ack_p99_during_ms", during);
        tell("ack_p99_excess_ms", Math.max(0, during - Math.max(times * before + more, 250 + more)));
    }

    /** Lets the talk go on for so long. */
    void pause(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void pause(double seconds) {
        pause(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /**
     * From now on it is measured how long it takes until all are connected and have heard all that was said before; endless is what
     * takes longer than anybody would wait.
     */
    void recoverFromNow() {
        recoverFrom(System.nanoTime(), crew.heads());
    }

    /** The same from a moment that has passed. */
    void recoverFrom(long begun, Map<String, Long> heads) {
        var isLevel = Crew.holds(RECOVERY_LIMIT, () -> crew.isLevel(heads));
        recovery = isLevel ? (System.nanoTime() - begun) / 1e9 : Double.POSITIVE_INFINITY;
    }

    /**
     * Watches for so long who is connected and gets answers; what is measured is how long it took until all were served and
     * stayed so, and endless is what took longer.
     */
    void recoverWithAnswersFrom(long begun, Duration window) {
        var last = begun;
        var isServed = false;
        while (System.nanoTime() - begun < window.toNanos()) {
            isServed = crew.clients().stream().allMatch(Client::isServed);
            if (!isServed) {
                last = System.nanoTime();
            }
            pause(0.1);
        }
        recovery = isServed ? (last - begun) / 1e9 : Double.POSITIVE_INFINITY;
    }

    /** Asks a node itself for a page of history; what comes is how many seconds it took until there was an answer. */
    CompletableFuture<Double> readFrom(Node node) {
        var reader = town.host().by(node.front().uri());
        var channel = town.apart();
        return CompletableFuture.supplyAsync(
                () -> untilAnswered(() -> reader.messages(channel)), Thread::startVirtualThread);
    }

    /** In seconds. A refusal is an answer; endless is what took so long that the reader gave up. */
    static double untilAnswered(Runnable read) {
        var begun = System.nanoTime();
        try {
            read.run();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                return Double.POSITIVE_INFINITY;
            }
        } catch (AssertionError e) {
            // Refused.
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Waits for the first ack that comes after this moment, and tells how long that was. */
    void tellOfTheFirstAckAfter(long moment) {
        var isThere = Crew.holds(RECOVERY_LIMIT, () -> acks(moment, Long.MAX_VALUE) > 0);
        tell(FIRST_ACK, isThere ? (System.nanoTime() - moment) / 1e9 : Double.POSITIVE_INFINITY);
    }

    /** How many acks came between the two moments. */
    long acks(long after, long before) {
        return crew.history().operations().stream()
                .filter(one -> one.at() > after && one.at() < before)
                .filter(one -> one.what() == Operation.What.SEND && one.type() == Operation.Type.OK)
                .count();
    }

    /** Lets the talk go on to the end of the row's time. */
    void pauseUntilTheEnd() {
        pause(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /** Where somebody writes down what happens in a row. */
    interface Plan {
        long seed();

        int clients();

        double sendsPerSecond();

        Duration row();

        Path history(String name);
    }
}
