package dev.confab.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.run.Cluster;
import dev.confab.testing.Clusters;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.Live;
import dev.confab.testing.MariaDb;
import dev.confab.testing.Person;
import dev.confab.testing.Waiting;
import dev.confab.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What {@code mvn -Pcluster} starts: two nodes behind HAProxy, which is all that people see of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final int SERVICE_RESTART = 1012;
    private static final String FIRST = "node1";
    private static final String SECOND = "node2";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);
    private static final Path CONFIGURATION = Path.of("docker/haproxy.cfg");

    private static Cluster cluster;
    private static Live idle;
    private static long idleSince;

    private World world;
    private Person ann;
    private Person bob;
    private String garden;

    @BeforeAll
    static void start() throws IOException {
        MariaDb.mustBeMeant("ClusterIT", "it brings a MariaDB of its own");
        cluster = Clusters.start(2, Map.of("confab.limits.sends", "100000000", "confab.limits.burst", "100000000"));
        var cat = Person.signUp(cluster.uri(), "cat");
        cluster.haProxy().drain(FIRST);
        idle = cat.live();
        idleSince = System.nanoTime();
        cluster.haProxy().ready(FIRST);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void twoPeople() throws Exception {
        cluster.haProxy().awaitUp(FIRST, LIMIT);
        cluster.haProxy().awaitUp(SECOND, LIMIT);
        Waiting.until("nobody is left but the one that is idle", () -> sockets(FIRST) == 0 && sockets(SECOND) == 1);
        world = World.on(cluster.uri());
        ann = world.signUp("ann");
        bob = world.signUp("bob");
        garden = ann.createChannel("garden");
        bob.join(garden);
    }

    @AfterEach
    void closeSockets() {
        world.close();
    }

    /** Sockets of people on the node. */
    private static int sockets(String node) {
        return (int) ConfabServer.metric(cluster.node(node), "confab_connections");
    }

    /** A socket on this node and no other one. */
    private Live live(Person person, String node) throws Exception {
        var others = cluster.nodes().stream().filter(name -> !name.equals(node)).toList();
        for (var other : others) {
            cluster.haProxy().drain(other);
        }
        var before = sockets(node);
        var live = world.live(person);
        assertThat(sockets(node)).isEqualTo(before + 1);
        for (var other : others) {
            cluster.haProxy().ready(other);
            cluster.haProxy().awaitUp(other, LIMIT);
        }
        return live;
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
        List.of(from, at).forEach(live -> live.message(garden, words.getLast()));
    }

    /** As the app does it: it tries again until it is let in. */
    private static void comeBack(Live live) {
        Waiting.until(LIMIT, () -> "it is not let in", () -> {
            try {
                live.connect();
                return true;
            } catch (UncheckedIOException | AssertionError e) {
                return false;
            }
        });
    }

    @Test
    @Order(1)
    void people_on_different_nodes_talk() throws Exception {
        var first = live(ann, FIRST);
        var second = live(bob, SECOND);
        says(first, second, words("from ann", 20));
        says(second, first, words("from bob", 20));
        assertThat(texts(first)).hasSize(40).isEqualTo(texts(second));
    }

    @Test
    @Order(1)
    void new_sockets_go_where_the_fewest_are() {
        var before = sockets(FIRST) + sockets(SECOND);
        IntStream.range(0, 7).forEach(n -> world.live(n % 2 == 0 ? ann : bob));
        assertThat(sockets(FIRST) + sockets(SECOND)).isEqualTo(before + 7);
        assertThat(Math.abs(sockets(FIRST) - sockets(SECOND))).isLessThanOrEqualTo(1);
    }

    @Test
    @Order(2)
    void a_node_that_is_drained_keeps_its_people_until_they_are_cut_and_then_they_are_at_the_other() throws Exception {
        var first = live(ann, FIRST);
        var second = live(bob, SECOND);
        cluster.haProxy().drain(FIRST);
        says(first, second, words("on a node that is drained", 10));
        world.live(bob);
        assertThat(sockets(FIRST)).as("nobody new").isEqualTo(1);

        cluster.haProxy().cut(FIRST);
        first.await("the cut", live -> !live.isOpen());
        comeBack(first);
        says(second, first, words("after the cut", 10));
        assertThat(texts(first)).hasSize(20).isEqualTo(texts(second));
        assertThat(sockets(FIRST)).isZero();
        cluster.haProxy().ready(FIRST);
    }

    @Test
    @Order(3)
    void a_node_that_is_ended_is_out_and_its_people_go_on_at_the_other_with_nothing_lost() throws Exception {
        var first = live(ann, FIRST);
        var second = live(bob, SECOND);
        says(first, second, words("before", 10));
        var member = cluster.member(FIRST);
        member.handle().destroy();

        var sent = words("meanwhile", 40).stream()
                .map(text -> {
                    var id = first.send(garden, text);
                    second.acked(second.send(garden, "and " + text));
                    return id;
                })
                .toList();
        first.await(LIMIT, "the farewell", live -> !live.isOpen());
        assertThat(first.closeCode()).hasValue(SERVICE_RESTART);
        cluster.haProxy().awaitOut(FIRST, LIMIT);
        comeBack(first);
        sent.forEach(first::acked);
        says(second, first, words("after", 10));

        assertThat(texts(first)).hasSize(100).doesNotHaveDuplicates().isEqualTo(texts(second));
        assertThat(idle.isOpen()).as("who is on the other node does not notice").isTrue();
        Waiting.until(
                LIMIT, () -> "the process has not ended", () -> !member.handle().isAlive());
        member.start();
        member.awaitReady(START_LIMIT);
        cluster.haProxy().awaitUp(FIRST, LIMIT);
    }

    @Test
    @Order(4)
    void somebody_who_says_nothing_stays_connected_for_longer_than_the_load_balancers_patience() {
        var patience = IDLE_LIMIT.plusSeconds(5).toNanos();
        Waiting.until(
                IDLE_LIMIT.plusSeconds(20), () -> "time has stopped", () -> System.nanoTime() - idleSince > patience);
        assertThat(idle.isOpen()).isTrue();
    }

    @Test
    @Order(5)
    void a_ping_comes_at_least_twice_in_each_limit_of_the_load_balancer() throws IOException {
        var heartbeat = Duration.ofSeconds(idle.frames("ready").getFirst().getInt("heartbeat"));
        var limits = Pattern.compile("(?m)^ *timeout (client|server|tunnel) (?<seconds>\\d+)s$")
                .matcher(Files.readString(CONFIGURATION))
                .results()
                .map(limit -> Duration.ofSeconds(Long.parseLong(limit.group("seconds"))))
                .toList();
        assertThat(limits).hasSize(3).contains(IDLE_LIMIT);
        assertThat(limits)
                .allSatisfy(limit -> assertThat(heartbeat.multipliedBy(2)).isLessThanOrEqualTo(limit));
    }
}
