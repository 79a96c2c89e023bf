package dev.confab.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Live;
import dev.confab.testing.MariaDb;
import dev.confab.testing.Person;
import dev.confab.testing.Redis;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ann is on one node and bob on the other, with a real Redis between them, or without one. */
class TwoNodesIT {
    private static final int SIGNED_OUT = 4001;
    private static final int SERVICE_RESTART = 1012;
    /** So many missed events come in the stream. */
    private static final int IN_BAND = 1_000;
    // The promise is 1 s; a loaded machine gets a little more.
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    // Without Redis: the promise is 5 s.
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Redis redis;
    private static ConfabServer here;
    private static ConfabServer there;
    private static Person owner;

    private final List<Live> lives = new ArrayList<>();
    private Person ann;
    private Person bob;
    private String garden;

    @BeforeAll
    static void start() {
        MariaDb.mustBeMeant("TwoNodesIT", "two nodes cannot share H2's file");
        var database = MariaDb.ofThisJvm().database();
        redis = Redis.start();
        redis.kill9(); // a node that does not find it starts all the same, and is ready
        here = ConfabServer.named("node-here")
                .database(database)
                .setting("confab.redis.url", redis.url())
                .setting("confab.drain.notice", "1")
                .setting("confab.node.name", "here")
                .withoutFloodLimits()
                .start();
        there = ConfabServer.named("node-there")
                .database(database)
                .setting("confab.redis.url", redis.url())
                .setting("confab.drain.notice", "1")
                .setting("confab.node.name", "there")
                .withoutFloodLimits()
                .start();
        redis.restart();
        owner = Person.signUp(here.baseUri(), "olga");
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {here, there, redis}) {
            if (each != null) {
                try {
                    each.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @BeforeEach
    void twoPeople() {
        ann = Person.signUp(here.baseUri(), "ann");
        bob = Person.signUp(there.baseUri(), "bob");
        garden = ann.createChannel("garden");
        bob.join(garden);
    }

    @AfterEach
    void closeSockets() {
        lives.forEach(Live::close);
    }

    private Live live(Person person) {
        var live = person.live();
        lives.add(live);
        return live;
    }

    private static void awaitRedis() {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> "not both nodes are connected with Redis",
                () -> here.metric("confab_backplane_connected") == 1
                        && there.metric("confab_backplane_connected") == 1);
    }

    private List<String> texts(Live live) {
        return live.events(garden).stream()
                .map(Live.Event::text)
                .filter(text -> text != null)
                .toList();
    }

    private static List<String> words(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> word + " " + n).toList();
    }

    private void says(Live from, Live at, List<String> words) {
        words.forEach(text -> from.acked(from.send(garden, text)));
        at.await(words.getLast(), live -> texts(live).contains(words.getLast()));
    }

    @Test
    void what_is_said_on_one_node_is_heard_on_the_other_in_order_and_once() {
        awaitRedis();
        var first = live(ann);
        var second = live(bob);
        var ours = words("from here", 50);
        var theirs = words("from there", 50);
        says(first, second, ours);
        says(second, first, theirs);
        var all = Stream.concat(ours.stream(), theirs.stream()).toList();
        assertThat(texts(first)).isEqualTo(all);
        assertThat(texts(second)).isEqualTo(all);
        assertThat(there.metric("confab_backplane_received_events")).isGreaterThanOrEqualTo(ours.size() / 2.0);
    }

    @Test
    void who_is_there_who_types_and_who_has_read_is_seen_from_the_other_node() {
        awaitRedis();
        var first = live(ann);
        first.say(Json.createObjectBuilder()
                .add("type", "watch")
                .add("users", Json.createArrayBuilder().add(bob.id()))
                .build());
        first.await("bob's absence", live -> isSeen(live, "offline"));
        var second = live(bob);
        first.await("bob's coming", live -> isSeen(live, "online"));
        var said = first.acked(first.send(garden, "roses"));
        second.message(garden, "roses");

        second.say(Wire.object("type", "typing", "channel", garden));
        first.await(
                "bob's typing",
                live -> live.frames("typing").stream()
                        .anyMatch(frame -> frame.getString("user").equals(bob.id())
                                && frame.getString("channel").equals(garden)));

        second.say(Wire.object("type", "read", "channel", garden, "seq", said));
        first.await(
                "bob's reading",
                live -> live.frames("seen").stream()
                        .anyMatch(frame ->
                                frame.getString("user").equals(bob.id()) && Wire.number(frame, "seq") == said));

        bob.call("PUT", "/me/status", Wire.object("state", "dnd")).expect(200);
        first.await("bob's rest", live -> isSeen(live, "dnd"));
        second.close();
        first.await(Duration.ofSeconds(40), "bob's going", live -> isSeen(live, "offline"));
    }

    private boolean isSeen(Live live, String state) {
        return live.frames("presence").stream()
                .filter(presence -> presence.getString("user").equals(bob.id()))
                .reduce((before, after) -> after)
                .filter(presence -> presence.getString("state").equals(state))
                .isPresent();
    }

    @Test
    void without_redis_all_is_heard_a_little_later() {
        awaitRedis();
        var first = live(ann);
        var second = live(bob);
        redis.kill9();
        try {
            says(first, second, words("without", 20));
            assertThat(texts(second)).containsExactlyElementsOf(words("without", 20));
        } finally {
            redis.restart();
        }
        awaitRedis();
        says(first, second, words("with it again", 20));
        assertThat(texts(second)).hasSize(40);
    }

    /** Each way in which a session ends on this node, while its socket is on the other. */
    private enum Ending {
        SIGN_OUT {
            @Override
            void strike(Person on) {
                on.signOut();
            }
        },
        PASSWORD {
            @Override
            void strike(Person on) {
                var change = Wire.object("current", on.password(), "password", "another garden of forking paths");
                on.signIn().call("PUT", "/me/password", change).expect(204);
            }
        },
        DEACTIVATION {
            @Override
            void strike(Person on) {
                owner.call("PATCH", "/users/" + on.id(), Wire.object("deactivated", true))
                        .expect(200);
            }
        };

        abstract void strike(Person on);
    }

    /** S10. */
    @ParameterizedTest
    @EnumSource
    void who_is_out_on_one_node_is_out_on_the_other(Ending ending) {
        awaitRedis();
        outOnTheOther(ending, AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void who_is_out_on_one_node_is_out_on_the_other_without_redis_as_well(Ending ending) {
        awaitRedis();
        redis.kill9();
        try {
            outOnTheOther(ending, SOON);
        } finally {
            redis.restart();
        }
    }

    private void outOnTheOther(Ending ending, Duration limit) {
        var onThisNode = ann.signIn();
        var open = live(onThisNode.by(there.baseUri()));
        ending.strike(onThisNode);
        open.await(limit, "the end", one -> !one.isOpen());
        assertThat(open.closeCode()).hasValue(SIGNED_OUT);
        onThisNode.by(there.baseUri()).get("/me").expect(401);
        assertThatThrownBy(open::connect).hasMessageContaining("401");
        bob.post(garden, "what is said afterwards");
        assertThat(texts(open)).isEmpty();
    }

    /** S11. */
    @Test
    void who_is_removed_on_one_node_hears_nothing_more_on_the_other() {
        awaitRedis();
        removedOnTheOther(AT_ONCE);
    }

    @Test
    void who_is_removed_on_one_node_hears_nothing_more_on_the_other_without_redis_as_well() {
        awaitRedis();
        redis.kill9();
        try {
            removedOnTheOther(SOON);
        } finally {
            redis.restart();
        }
    }

    private void removedOnTheOther(Duration limit) {
        var first = live(ann);
        var second = live(bob);
        var before = second.cursor(garden);
        var isOver = new AtomicBoolean();
        var storm = Thread.ofVirtual().start(() -> {
            for (var i = 0; !isOver.get(); i++) {
                first.send(garden, "the wine is in row " + i);
                LockSupport.parkNanos(10_000_000); // a hundred a second
            }
        });
        second.await("the storm", live -> live.cursor(garden) > before + 20);
        ann.remove(garden, bob);
        second.await(limit, "the goodbye", live -> !live.cursors().containsKey(garden));
        first.await("the removal", live -> removal(live) > 0);
        var removal = removal(first);
        first.await("much more of it", live -> live.cursor(garden) > removal + 100);
        isOver.set(true);
        Waiting.until("the storm is over", () -> !storm.isAlive() && first.unacked() == 0);

        assertThat(second.events(garden)).isNotEmpty().allMatch(event -> event.seq() < removal);
        assertThat(second.answer(second.send(garden, "let me in")).getString("type"))
                .isEqualTo("refused");
        second.cut();
        second.cursor(garden, before);
        var heard = second.events(garden).size();
        second.connect();
        second.say(Wire.object("type", "ping", "ref", "all said"));
        second.await("a pong", live -> !live.frames("pong").isEmpty());
        assertThat(second.events(garden)).hasSize(heard);
    }

    private long removal(Live live) {
        return live.events(garden).stream()
                .filter(event -> event.kind().equals("member.left"))
                .mapToLong(Live.Event::seq)
                .findFirst()
                .orElse(0);
    }

    @Test
    void a_node_is_drained_by_way_of_another_one_and_its_people_go_on_there() {
        awaitRedis();
        drainedFromHere(AT_ONCE);
    }

    @Test
    void a_node_is_drained_by_way_of_another_one_without_redis_as_well() {
        awaitRedis();
        redis.kill9();
        try {
            drainedFromHere(SOON);
        } finally {
            redis.restart();
        }
    }

    private void drainedFromHere(Duration limit) {
        var first = live(ann);
        var second = live(bob);
        says(first, second, words("before", 5));
        var drain = "/admin/nodes/" + node("there").getString("id") + "/drain";
        owner.call("PUT", drain, null).expect(204);
        try {
            second.await(limit, "the goodbye", live -> !live.isOpen());
            assertThat(second.closeCode()).hasValue(SERVICE_RESTART);
            assertThat(there.readiness()).isEqualTo(503);
            assertThat(here.readiness()).isEqualTo(200);
            assertThat(first.isOpen()).as("the other node is left alone").isTrue();
            assertThat(node("there").getBoolean("drained")).isTrue();
            assertThat(node("here").getBoolean("drained")).isFalse();
            second.connectBy(bob.by(here.baseUri()));
            says(first, second, words("after", 5));
            assertThat(texts(second)).hasSize(10).doesNotHaveDuplicates().isEqualTo(texts(first));
        } finally {
            owner.call("DELETE", drain, null).expect(204);
        }
        Waiting.until(limit, () -> "the node is ready again", () -> there.readiness() == 200);
    }

    private static JsonObject node(String name) {
        return Wire.objects(owner.get("/admin/nodes").expect(200).json().getJsonArray("nodes")).stream()
                .filter(node -> node.getString("name").equals(name))
                .reduce((before, latest) -> latest)
                .orElseThrow();
    }

    /** A5. */
    @Test
    void who_comes_back_at_the_other_node_has_missed_nothing_of_what_redis_has_forgotten() {
        awaitRedis();
        var near = live(bob);
        var far = live(bob);
        var rose = ann.post(garden, "the roses are out").getString("id");
        var before = near.message(garden, "the roses are out").seq();
        far.message(garden, "the roses are out");
        near.cut();
        far.cut();
        far.cursor(garden, before - 1);
        IntStream.rangeClosed(1, IN_BAND).forEach(n -> ann.edit(rose, "the roses are out, and " + n));
        assertThat(redis.say("FLUSHALL")).startsWith("+OK");

        near.connectBy(bob.by(here.baseUri()));
        far.connectBy(bob.by(here.baseUri()));

        var head = before + IN_BAND;
        near.event(garden, head);
        assertThat(near.events(garden).stream().map(Live.Event::seq).filter(seq -> seq > before))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(before + 1, head).boxed().toList());
        assertThat(near.frames("reset")).isEmpty();
        // One more than is told in the stream: that is said, and not left out in silence.
        far.await("a reset", live -> !live.frames("reset").isEmpty());
        assertThat(far.frames("reset")).containsExactly(Wire.object("type", "reset", "log", garden, "head", head));
    }

    @Test
    void when_a_node_is_killed_its_people_go_on_at_the_other() {
        awaitRedis();
        var first = live(ann);
        var second = live(bob);
        says(first, second, words("before", 10));
        var during = words("during", 30);
        var sent = during.stream().map(text -> first.send(garden, text)).toList();
        here.kill9();
        try {
            first.connectBy(ann.by(there.baseUri()));
            sent.forEach(first::acked);
            var last = first.send(garden, "that was all");
            first.acked(last);
            for (Live each : List.of(first, second)) {
                each.await("the end", live -> texts(live).contains("that was all"));
                assertThat(texts(each)).hasSize(41).doesNotHaveDuplicates().containsAll(during);
            }
            assertThat(texts(first)).isEqualTo(texts(second));
        } finally {
            here.restart();
        }
    }
}
