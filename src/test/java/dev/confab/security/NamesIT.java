package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Reply;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be called what, and with which password; and that nobody gets anything twice by asking fifty times at once. */
@InTheWorld
class NamesIT {

    private static final String GOOD = "correct horse battery staple";
    private static final int AT_ONCE = 50;

    @Test
    void a_name_that_differs_only_in_case_is_taken(World world) {
        var ann = world.signUp("ann");
        var shouted = ann.username().toUpperCase(Locale.ROOT);

        var reply = signUp(world, shouted, shouted + "@other.example", GOOD).expect(409);

        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("username");
        var email = signUp(world, "other" + ann.username(), shouted + "@EXAMPLE.COM", GOOD)
                .expect(409);
        assertThat(email.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0430nn", // Cyrillic a
                "an\u0578", // Armenian
                "ann\u200b",
                "\u202enna",
                "ａｎｎ", // full width
                "a\u0301nn",
                "ann\u0000",
                "an\nn",
                "a nn",
                "ann.",
                "-ann",
                "ann@example.com",
                "<b>ann</b>",
                "ann'--",
                "",
                "🌹"
            })
    void a_look_alike_or_a_trick_is_no_username(String name, World world) {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        var tried = name.isEmpty() || name.endsWith(".") ? name : name + mark;

        var reply = signUp(world, tried, mark + "@example.com", GOOD).expect(422);

        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("username");
        signIn(world, mark + "@example.com", GOOD).expect(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "123456789",
                "1234567890",
                "password",
                "password1",
                "qwertyuiop",
                "aaaaaaaaaaaaaaaa",
                "TOO-LONG",
                "USERNAME"
            })
    void a_password_that_others_guess_is_refused(String password, World world) {
        var name = "eve-" + UUID.randomUUID();
        var tried = password.replace("TOO-LONG", "correct horse ".repeat(800)).replace("USERNAME", name);

        var reply = signUp(world, name, name + "@example.com", tried).expect(422);

        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ten letter",
                "trailing space ",
                " leading space",
                "🌹🌻🌷🌼🌸💐🪷🌺🥀🏵",
                "null\u0000byte here",
                "pässwörter sind schön",
                "LONG64",
                "LONG128"
            })
    void any_other_password_is_taken_and_compared_exactly(String password, World world) {
        var name = "eve-" + UUID.randomUUID();
        var long64 = "correct horse battery staple! ".repeat(5);
        var tried = password.replace("LONG64", long64.substring(0, 64)).replace("LONG128", long64.substring(0, 128));
        signUp(world, name, name + "@example.com", tried).expect(201);

        assertThat(signIn(world, name, tried).status()).isEqualTo(200);
        for (var near : List.of(
                tried.strip() + "x",
                tried + " ",
                tried.substring(0, tried.length() - 1),
                tried.toUpperCase(Locale.ROOT))) {
            if (!near.equals(tried)) {
                assertThat(signIn(world, name, near).status()).as(near).isEqualTo(401);
            }
        }
    }

    @Test
    void a_password_of_ten_kilobytes_is_refused_without_being_hashed(World world) {
        var eve = world.signUp("eve");
        signIn(world, eve.username(), "warm up the hash");

        var started = System.nanoTime();
        var reply = signIn(world, eve.username(), "x".repeat(10_000));
        var took = System.nanoTime() - started;

        assertThat(reply.status()).isEqualTo(422);
        System.out.printf("a password of 10 kB is refused after %d ms%n", took / 1_000_000);
    }

    @Test
    void fifty_sign_ups_with_one_name_at_once_make_one_account(World world) throws Exception {
        var name = "eve-" + UUID.randomUUID();

        var statuses = atOnce(
                i -> () -> signUp(world, name, name + i + "@example.com", GOOD).status());

        // Hashing has a bounded queue: who did not fit is told to come again.
        assertThat(statuses).containsOnlyOnce(201).isSubsetOf(201, 409, 503);
        signUp(world, name, name + "@example.com", GOOD).expect(409);
    }

    @Test
    void fifty_public_channels_of_one_name_at_once_are_one_channel_and_private_ones_do_not_count(World world)
            throws Exception {
        var eve = world.signUp("eve");
        var name = "garden " + UUID.randomUUID();

        var replies = atOnce(i -> () -> eve.call(
                "POST",
                "/channels",
                Wire.object(
                        "kind",
                        i % 5 == 0 ? "private" : "public",
                        "name",
                        i % 3 == 0 ? name.toUpperCase(Locale.ROOT) : name)));

        assertThat(replies).allSatisfy(reply -> reply.expect(201, 409));
        var kinds = replies.stream()
                .filter(reply -> reply.status() == 201)
                .map(reply -> reply.json().getString("kind"))
                .toList();
        assertThat(kinds).containsOnlyOnce("public");
        assertThat(kinds).hasSize(1 + AT_ONCE / 5);
    }

    @Test
    void fifty_channels_that_take_one_name_at_once_are_one_that_has_it(World world) throws Exception {
        var eve = world.signUp("eve");
        var name = "garden " + UUID.randomUUID();
        var channels = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> eve.createChannel("bed"))
                .toList();

        var statuses = atOnce(i -> () -> eve.call("PATCH", "/channels/" + channels.get(i), Wire.object("name", name))
                .status());

        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 409);
    }

    @Test
    void fifty_times_the_same_message_at_once_is_one_message(World world) throws Exception {
        var eve = world.signUp("eve");
        var garden = eve.createChannel("garden");
        var clientId = UUID.randomUUID().toString();

        var replies = atOnce(i -> () -> eve.tryPost(garden, clientId, "once"));

        // The flood limit may stop the last of them; nobody is told anything but the one result.
        var bodies = replies.stream()
                .filter(reply -> reply.status() != 429)
                .map(Reply::body)
                .distinct();
        assertThat(bodies).hasSize(1);
        assertThat(replies.stream().map(Reply::status)).containsOnlyOnce(201).isSubsetOf(200, 201, 429);
        assertThat(eve.messages(garden)).hasSize(1);
    }

    @Test
    void fifty_direct_channels_of_two_at_once_are_one(World world) throws Exception {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");

        var ids = atOnce(i -> () -> i % 2 == 0 ? ann.direct(bob) : bob.direct(ann));

        assertThat(ids.stream().distinct()).hasSize(1);
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> done :
                    threads.invokeAll(IntStream.range(0, AT_ONCE).mapToObj(call).toList())) {
                results.add(done.get());
            }
            return results;
        }
    }

    private static Reply signIn(World world, String login, String password) {
        return Person.call(
                world.server(), Map.of(), "POST", "/session", Wire.object("login", login, "password", password));
    }

    private static Reply signUp(World world, String username, String email, String password) {
        var account = Wire.object("username", username, "email", email, "displayName", "Eve", "password", password);
        return Person.call(world.server(), Map.of(), "POST", "/accounts", account);
    }
}
