package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Guessing passwords, against the limits as they are by default: 10 failures for an account and 50 for an address, in 15
 * minutes. In an order, because all tests come from one address and use up what it has.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThrottleIT {

    private static final int MOST_FOR_ACCOUNT = 10;
    private static final int MOST_FOR_ADDRESS = 50;

    private static ConfabServer server;
    private static World world;
    private static Person ann;
    private static String annsDevice;
    private static int failed;

    @BeforeAll
    static void aServerWithTheStandardLimits() {
        server = ConfabServer.named("throttled")
                .database(Database.ofThisRun())
                // The standard is 64: as many hashes would be a long test.
                .setting("confab.passwords.queue", "16")
                .start();
        world = World.on(server.baseUri());
        ann = world.signUp("ann");
        annsDevice =
                signIn(ann.username(), ann.password(), Map.of()).expect(200).cookie("confab_device");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void the_eleventh_guess_at_an_account_waits_and_so_does_the_right_password() {
        for (var i = 0; i < MOST_FOR_ACCOUNT; i++) {
            guess(ann.username(), Map.of()).expect(401);
        }

        // By another name of the same account it is the same account.
        for (var login : List.of(ann.username(), ann.username().toUpperCase(), ann.username() + "@example.com")) {
            assertThrottled(guess(login, Map.of()));
            assertThrottled(signIn(login, ann.password(), Map.of()));
        }
    }

    @Test
    @Order(2)
    void the_owner_gets_in_with_the_device_that_was_there_before_and_no_other_device_helps() {
        var headers = Map.of("Cookie", "confab_device=" + annsDevice, "Origin", Person.origin(server.baseUri()));
        signIn(ann.username(), ann.password(), headers).expect(200);
        signIn(ann.username(), ann.password(), headers).expect(200);

        var bob = world.signUp("bob");
        var bobs = signIn(bob.username(), bob.password(), Map.of()).expect(200).cookie("confab_device");
        for (var device : List.of(bobs, "A".repeat(43))) {
            var forged = Map.of("Cookie", "confab_device=" + device, "Origin", Person.origin(server.baseUri()));
            assertThrottled(signIn(ann.username(), ann.password(), forged));
        }
    }

    @Test
    @Order(3)
    void a_name_that_nobody_has_is_throttled_in_the_same_words() {
        var nobody = "nobody-" + UUID.randomUUID();
        for (var i = 0; i < MOST_FOR_ACCOUNT; i++) {
            guess(nobody, Map.of()).expect(401);
        }

        var unknown = guess(nobody, Map.of());
        var known = guess(ann.username(), Map.of());

        assertThrottled(unknown);
        assertThat(withoutTime(unknown)).isEqualTo(withoutTime(known));
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
    }

    @Test
    @Order(4)
    void a_burst_in_parallel_counts_in_full() throws Exception {
        var target = world.signUp("target");

        var statuses = atOnce(MOST_FOR_ACCOUNT * 3, target.username());

        assertThat(statuses).isSubsetOf(401, 429);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSize(MOST_FOR_ACCOUNT);
    }

    @Test
    @Order(4)
    void guessing_the_current_password_with_a_stolen_session_is_throttled_and_locks_no_known_browser_out() {
        var eve = world.signUp("eve");
        var device =
                signIn(eve.username(), eve.password(), Map.of()).expect(200).cookie("confab_device");
        var guesses = List.of(
                Map.entry("/me/password", Wire.object("current", "a guess", "password", "another horse battery")),
                Map.entry("/me/email", Wire.object("current", "a guess", "email", "evil@example.com")));
        for (var i = 0; i < MOST_FOR_ACCOUNT; i++) {
            var guess = guesses.get(i % 2);
            eve.call("PUT", guess.getKey(), guess.getValue()).expect(403);
            failed++;
        }

        for (var guess : guesses) {
            assertThrottled(eve.call("PUT", guess.getKey(), guess.getValue()));
        }
        var headers = Map.of("Cookie", "confab_device=" + device, "Origin", Person.origin(server.baseUri()));
        signIn(eve.username(), eve.password(), headers).expect(200);
    }

    @Test
    @Order(5)
    void one_password_for_many_names_is_throttled_by_the_address_whatever_the_client_says_it_is() {
        while (failed < MOST_FOR_ADDRESS) {
            guess("name-" + UUID.randomUUID(), forwarded()).expect(401);
        }

        assertThrottled(guess("name-" + UUID.randomUUID(), forwarded()));
        assertThrottled(guess("name-" + UUID.randomUUID(), Map.of()));
        // The owner's device still does not care.
        var headers = Map.of("Cookie", "confab_device=" + annsDevice, "Origin", Person.origin(server.baseUri()));
        signIn(ann.username(), ann.password(), headers).expect(200);
    }

    @Test
    @Order(6)
    void a_flood_of_sign_ins_and_sign_ups_leaves_the_chat_alone() throws Exception {
        var garden = ann.createChannel("garden");
        var alone = postingTimes(garden, 40);

        List<Long> flooded;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> flood = IntStream.range(0, 60)
                    .mapToObj(i -> threads.submit(
                            () -> signUp("flood-" + UUID.randomUUID()).status()))
                    .toList();
            flooded = postingTimes(garden, 15);
            for (var one : flood) {
                assertThat(one.get()).isIn(201, 503);
            }
        }

        System.out.printf(
                "posting, median and longest in ms: alone %d, %d; in a flood of sign-ups %d, %d%n",
                median(alone), alone.getLast(), median(flooded), flooded.getLast());
        assertThat(flooded.getLast()).isLessThan(5_000);
    }

    private static Map<String, String> forwarded() {
        var address = "203.0.113." + failed;
        return Map.of("X-Forwarded-For", address, "X-Real-IP", address, "Forwarded", "for=" + address);
    }

    /** Milliseconds of each, sorted. */
    private static List<Long> postingTimes(String garden, int count) {
        return IntStream.range(0, count)
                .mapToLong(i -> {
                    var started = System.nanoTime();
                    ann.post(garden, "post " + i);
                    return (System.nanoTime() - started) / 1_000_000;
                })
                .sorted()
                .boxed()
                .toList();
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static List<Integer> atOnce(int count, String username) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var flood = IntStream.range(0, count)
                    .mapToObj(
                            i -> threads.submit(() -> guess(username, Map.of()).status()))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (var one : flood) {
                statuses.add(one.get());
            }
            return statuses;
        }
    }

    private static void assertThrottled(Reply reply) {
        reply.expect(429);
        var wait = Long.parseLong(reply.headers().firstValue("Retry-After").orElseThrow());
        assertThat(wait).isBetween(1L, 900L);
        assertThat(reply.json().getInt("retryAfter")).isEqualTo((int) wait);
        assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String withoutTime(Reply reply) {
        return reply.body().replaceAll("\"retryAfter\":\\d+", "");
    }

    private static synchronized void count(Reply reply) {
        failed += reply.status() == 401 ? 1 : 0;
    }

    private static Reply guess(String login, Map<String, String> headers) {
        return signIn(login, "a guess " + UUID.randomUUID(), headers);
    }

    private static Reply signIn(String login, String password, Map<String, String> headers) {
        var body = Wire.object("login", login, "password", password);
        var reply = Person.call(server.baseUri(), new TreeMap<>(headers), "POST", "/session", body);
        count(reply);
        return reply;
    }

    private static Reply signUp(String username) {
        var account = Wire.object(
                "username",
                username,
                "email",
                username + "@example.com",
                "displayName",
                "Flood",
                "password",
                "correct horse battery staple");
        return Person.call(server.baseUri(), Map.of(), "POST", "/accounts", account);
    }
}
