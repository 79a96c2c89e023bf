package dev.confab.security;

import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How long sign-ins that fail take, for names that nobody has and for wrong passwords, one of each at a time. Chance says
 * which comes first: strictly in turn, a collection of garbage at every second hash falls on the same kind each time.
 *
 * @param unknown nanoseconds of each attempt with an unknown name
 * @param wrong nanoseconds of each attempt with a wrong password
 * @param answers the different statuses and bodies that were seen
 * @param headers the different sets of headers
 */
record SignInTimes(List<Long> unknown, List<Long> wrong, Set<String> answers, Set<Set<String>> headers) {

    private static final int EACH = 100;
    /** One account may fail ten times; so many accounts take part. */
    private static final int ACCOUNTS = 12;

    static SignInTimes measure(World world) {
        var people = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> world.signUp("timed"))
                .toList();
        var times = new SignInTimes(new ArrayList<>(), new ArrayList<>(), new HashSet<>(), new HashSet<>());
        var chance = new Random(EACH);
        for (var i = 0; i < EACH; i++) {
            var isUnknownFirst = chance.nextBoolean();
            if (isUnknownFirst) {
                times.attemptUnknown(world);
            }
            times.attempt(world, people.get(i % ACCOUNTS).username(), times.wrong);
            if (!isUnknownFirst) {
                times.attemptUnknown(world);
            }
        }
        return times;
    }

    private void attemptUnknown(World world) {
        attempt(world, "nobody-" + UUID.randomUUID().toString().substring(0, 8), unknown);
    }

    private void attempt(World world, String login, List<Long> times) {
        var body = Wire.object("login", login, "password", "certainly not the password");
        var started = System.nanoTime();
        var reply = Person.call(world.server(), Map.of(), "POST", "/session", body);
        times.add(System.nanoTime() - started);
        answers.add(reply.status() + " " + reply.body());
        headers.add(reply.headers().map().keySet());
    }

    /**
     * The chance that an attempt with a wrong password took longer than one with an unknown name: the statistic of Mann and
     * Whitney. One half tells nothing.
     */
    double areaUnderCurve() {
        var longer = wrong.stream()
                .mapToDouble(one -> unknown.stream()
                        .mapToDouble(other -> one > other ? 1 : one.equals(other) ? 0.5 : 0)
                        .sum())
                .sum();
        return longer / wrong.size() / unknown.size();
    }

    @Override
    public String toString() {
        var area = areaUnderCurve();
        return "sign-in, unknown name against wrong password, %d each: AUC %.3f (0.45 to 0.55 %s)"
                .formatted(EACH, area, area >= 0.45 && area <= 0.55 ? "met" : "NOT met");
    }
}
