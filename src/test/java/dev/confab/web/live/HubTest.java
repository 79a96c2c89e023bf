package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.account.Logins;
import dev.confab.channel.Channel;
import dev.confab.channel.Channels;
import dev.confab.channel.ChannelsInMemory;
import dev.confab.event.Event;
import dev.confab.log.Change;
import dev.confab.log.LogsInMemory;
import dev.confab.log.Transaction;
import dev.confab.log.Unavailable;
import dev.confab.ops.Inert;
import dev.confab.ops.ManualClock;
import dev.confab.ops.Settings;
import dev.confab.presence.Presence;
import dev.confab.presence.Presences;
import dev.confab.presence.Visit;
import dev.confab.testing.PairedBackplane;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without its threads: what they would do is done here, step by step. */
class HubTest {
    private static final Logger QUIET = Logger.getLogger(Hub.class.getName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    private final ChannelsInMemory world = new ChannelsInMemory(new ManualClock());
    private final LogsInMemory logs = world.logs();
    private int holesMet;
    private final Map<String, Supplier<?>> gauges = new HashMap<>();
    private final Map<String, Long> since = new HashMap<>(Map.of("garden", 2L));
    private final List<String> here = new ArrayList<>();
    private final Set<String> unwelcome = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final Socket socket = new Socket();
    private final PairedBackplane backplane = PairedBackplane.pair().getFirst();
    private final Hub hub = new Hub(
            logs,
            new Channels() {
                @Override
                public Map<String, Map<String, Long>> memberSince(Set<String> users) {
                    asked.add("members");
                    return users.stream()
                            .filter(user -> !user.equals("dora"))
                            .collect(Collectors.toMap(user -> user, user -> since));
                }
            },
            new Logins() {
                @Override
                public Set<String> current(Set<String> logins) {
                    asked.add("logins");
                    return logins.stream()
                            .filter(login -> !ended.contains(login))
                            .collect(Collectors.toSet());
                }
            },
            new Presences() {
                @Override
                public Visit arrive(String user, Predicate<List<Presence>> tell) {
                    if (unwelcome.contains(user)) {
                        throw new IllegalStateException("nobody knows why");
                    }
                    here.add(user);
                    return null; // nobody looks at it: who leaves is noted here too
                }

                @Override
                public void leave(Visit visit) {
                    here.removeLast();
                }
            },
            new Settings() {
                @Override
                public Limits limits() {
                    return Socket.limits(256, 1024 * 1024);
                }

                @Override
                public Admission admission() {
                    return new Admission(1, 1, Duration.ofSeconds(1));
                }

                @Override
                public Files files() {
                    return new Files(null, 1024, 1024, 1, 1, Set.of(), Set.of(), Duration.ofDays(1));
                }
            },
            backplane,
            new ClosedAtOnce(),
            metrics(),
            new ManagedThreadFactory() {
                @Override
                public Thread newThread(Runnable ignored) {
                    return new Thread(() -> {});
                }

                @Override
                public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
                    throw new UnsupportedOperationException();
                }
            });

    private Counter holesMet() {
        return (Counter) Proxy.newProxyInstance(
                HubTest.class.getClassLoader(), new Class<?>[] {Counter.class}, (proxy, called, args) -> {
                    holesMet++;
                    return null;
                });
    }

    private MetricRegistry metrics() {
        MetricRegistry inert = Inert.of(MetricRegistry.class);
        return (MetricRegistry) Proxy.newProxyInstance(
                HubTest.class.getClassLoader(), new Class<?>[] {MetricRegistry.class}, (proxy, called, args) -> {
                    if (called.getName().equals("gauge")) {
                        gauges.put((String) args[0], (Supplier<?>) args[1]);
                        return null;
                    }
                    if (called.getName().equals("counter") && args[0].equals("confab_holes_met")) {
                        return holesMet();
                    }
                    return called.invoke(inert, args);
                });
    }

    @BeforeEach
    void bob_is_in_a_garden_of_a_hundred_events() {
        hub.open();
        world.channel(Channel.Kind.PUBLIC, "garden", "ann", "bob");
        say(98);
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            write("garden", new Event.MemberRole("ann", "owner"));
        }
    }

    private void write(String log, Event event) {
        logs.appendAndWait(new Change<Long>() {
            @Override
            public List<String> logs() {
                return List.of(log);
            }

            @Override
            public Long write(Transaction tx) {
                return tx.append(log, "ann", event).seq();
            }
        });
    }

    private Connection open(String user) {
        Connection connection = hub.meet(socket.session(), socket.line(), Socket.identity(user));
        hub.greet(Set.of(connection));
        flush(connection);
        return connection;
    }

    private void flush(Connection connection) {
        do {
            connection.flush();
            while (socket.inFlight() > 0) {
                socket.take();
            }
        } while (connection.isWaiting());
    }

    private List<String> types() {
        return socket.types();
    }

    @Test
    void the_first_frame_names_the_heads_of_all_that_the_user_follows() {
        open("bob");
        assertThat(types()).containsExactly("ready");
        assertThat(socket.frames().getFirst().getJsonObject("heads").toString())
                .isEqualTo("{\"bob\":" + logs.head("bob") + ",\"garden\":100}");
    }

    @Test
    void who_resumes_goes_on_from_its_cursor() {
        Connection bob = open("bob");
        hub.resume(bob, Map.of("garden", 90L));
        assertThat(bob.cursor("garden")).isEqualTo(90);
        assertThat(bob.isHeld()).isFalse();
        flush(bob);
        assertThat(types()).containsExactly("ready");
    }

    @Test
    void a_log_that_the_cursors_leave_out_starts_at_its_head() {
        Connection bob = open("bob");
        hub.resume(bob, Map.of());
        assertThat(bob.cursor("garden")).isEqualTo(100);
    }

    @Test
    void a_thousand_missed_events_come_and_one_more_is_a_reset() {
        say(901); // the head is 1001
        Connection bob = open("bob");
        hub.resume(bob, Map.of("garden", 1L));
        assertThat(bob.cursor("garden")).isEqualTo(1);
        Connection again = open("bob");
        hub.resume(again, Map.of("garden", 0L));
        assertThat(again.cursor("garden")).isEqualTo(1_001);
        flush(again);
        assertThat(types()).containsExactly("ready", "ready", "reset");
        assertThat(socket.frames().getLast().getInt("head")).isEqualTo(1_001);
    }

    @Test
    void a_cursor_that_cannot_be_is_a_reset() {
        for (long cursor : new long[] {101, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            Connection bob = open("bob");
            hub.resume(bob, Map.of("garden", cursor));
            assertThat(bob.cursor("garden")).as("after " + cursor).isEqualTo(100);
            flush(bob);
            assertThat(types().getLast()).isEqualTo("reset");
            hub.leave(bob);
        }
    }

    @Test
    void what_comes_between_the_greeting_and_a_reset_is_heard() {
        Connection bob = open("bob");
        long greeted = bob.cursor("bob");
        write("bob", new Event.ChannelJoined("kitchen", 3));
        hub.resume(bob, Map.of("bob", -1L));
        assertThat(bob.cursor("bob")).isEqualTo(greeted);
        flush(bob);
        assertThat(socket.frames().getLast().getInt("head")).isEqualTo((int) greeted);
    }

    @Test
    void joined_while_away_a_channel_is_heard_from_the_joining_on() {
        long before = logs.head("bob");
        write("bob", new Event.ChannelJoined("garden", 97));
        since.put("garden", 97L);
        Connection bob = open("bob");
        hub.resume(bob, Map.of("bob", before));
        assertThat(bob.lagging()).containsExactly("bob");
        bob.refill(
                "bob", List.of(new Encoded(logs.read("bob", before, 9).entries().getFirst())), true);
        assertThat(bob.cursor("garden")).isEqualTo(97);
        assertThat(bob.lagging()).containsExactly("garden");
    }

    @Test
    void a_log_that_is_not_the_users_is_passed_over_in_silence() {
        Connection dora = open("dora");
        hub.resume(dora, Map.of("garden", 5L, "ann", 0L, "nowhere", 1L));
        flush(dora);
        assertThat(types()).containsExactly("ready");
        assertThat(dora.follows("garden")).isFalse();
        assertThat(dora.follows("ann")).isFalse();
    }

    @Test
    void what_no_hint_has_told_is_found_at_the_heads() {
        Connection bob = open("bob");
        hub.resume(bob, Map.of());
        bob.refill("bob", List.of(), true);
        write("bob", new Event.ReadMoved("garden", 3));
        hub.checkHeads();
        flush(bob);
        assertThat(socket.seqs("bob")).containsExactly(logs.head("bob"));
        assertThat(holesMet).isEqualTo(1);
        hub.checkHeads();
        assertThat(holesMet).as("nothing is missing any more").isEqualTo(1);
    }

    @Test
    void a_session_that_ends_closes_its_own_sockets_only() {
        Connection bob = open("bob");
        write("bob", new Event.SessionEnded("another session"));
        hub.checkHeads();
        assertThat(socket.closed()).isEmpty();
        write("bob", new Event.SessionEnded(bob.identity().login()));
        hub.checkHeads();
        assertThat(socket.closed()).containsExactly(4001);
    }

    @Test
    void a_session_that_has_ended_during_the_handshake_is_closed() {
        Connection bob = hub.meet(socket.session(), socket.line(), Socket.identity("bob"));
        ended.add(bob.identity().login());
        assertThat(hub.greet(Set.of(bob))).as("whether it is heard").isEmpty();
        flush(bob);
        assertThat(types()).isEmpty();
        assertThat(socket.closed()).containsExactly(4001);
        assertThat(here).isEmpty();
    }

    @Test
    void what_could_not_be_read_is_read_when_the_database_answers_again() throws InterruptedException {
        Connection bob = open("bob");
        hub.resume(bob, Map.of("garden", logs.head("garden") - 3));
        logs.away(true);
        for (int i = 0; i < 3; i++) {
            hub.flushNext(0);
            hub.refillNext(0);
        }
        flush(bob);
        assertThat(socket.seqs("garden")).isEmpty();
        logs.away(false);
        hub.tryAgain();
        hub.flushNext(0);
        hub.refillNext(0);
        flush(bob);
        assertThat(socket.seqs("garden")).hasSize(3).last().isEqualTo(logs.head("garden"));
    }

    @Test
    void what_the_log_does_not_show_is_not_asked_for_again_and_again() throws InterruptedException {
        Connection bob = open("bob");
        hub.resume(bob, Map.of("garden", logs.head("garden") - 3));
        logs.blind(true);
        int before = logs.reads();
        for (int i = 0; i < 10; i++) {
            hub.flushNext(0);
            hub.refillNext(0);
        }
        assertThat(logs.reads() - before).isBetween(1, 2);
        logs.blind(false);
        hub.tryAgain();
        hub.flushNext(0);
        hub.refillNext(0);
        flush(bob);
        assertThat(socket.seqs("garden")).hasSize(3);
    }

    @Test
    void those_who_come_together_are_asked_for_once_and_each_is_told_its_own() {
        world.channel(Channel.Kind.PUBLIC, "cellar", "ann");
        var sockets = Stream.generate(Socket::new).limit(5).toList();
        var people = List.of("ann", "bob", "carl", "dora", "bob");
        var all = IntStream.range(0, 5)
                .mapToObj(
                        i -> hub.meet(sockets.get(i).session(), sockets.get(i).line(), Socket.identity(people.get(i))))
                .toList();
        ended.add(all.getFirst().identity().login());
        hub.leave(all.get(2));
        assertThat(hub.greet(new LinkedHashSet<>(all))).containsExactly(all.get(1), all.get(3), all.get(4));
        assertThat(asked).containsExactly("members", "logins");
        all.forEach(this::flush);
        assertThat(sockets)
                .extracting(Socket::types)
                .containsExactly(List.of(), List.of("ready"), List.of(), List.of("ready"), List.of("ready"));
        assertThat(sockets.getFirst().closed()).containsExactly(4001);
        assertThat(here).containsExactly("bob", "dora", "bob");
        assertThat(List.of(all.get(1), all.get(4))).allSatisfy(bob -> {
            assertThat(bob.follows("garden")).isTrue();
            assertThat(bob.cursor("garden")).isEqualTo(logs.head("garden"));
            assertThat(bob.follows("cellar")).isFalse();
        });
        var dora = all.get(3);
        assertThat(dora.follows("garden")).isFalse();
        assertThat(dora.follows("dora")).isTrue();
    }

    @Test
    void who_is_removed_between_two_looks_at_the_heads_hears_nothing_of_what_comes_after() throws InterruptedException {
        Connection bob = hub.meet(socket.session(), socket.line(), Socket.identity("bob"));
        logs.betweenTwoLooks(() -> {
            write("garden", new Event.MemberLeft("bob", "member"));
            write("bob", new Event.ChannelLeft("garden"));
        });
        long before = logs.head("garden");
        hub.greet(Set.of(bob));
        // Else its place would be past its removal there, and nothing of its own log would be due that says so.
        assertThat(bob.cursor("garden")).isEqualTo(before);
        hub.resume(bob, Map.of());
        say(1);
        hub.checkHeads();
        hub.flushNext(0);
        hub.refillNext(0);
        flush(bob);
        assertThat(socket.seqs("garden")).doesNotContain(logs.head("garden"));
        assertThat(bob.follows("garden")).isFalse();
    }

    @Test
    void of_too_many_sockets_at_once_the_first_are_closed_and_the_others_are_in() {
        var all = Stream.generate(() -> hub.meet(new Socket().session(), new Socket().line(), Socket.identity("bob")))
                .limit(12)
                .toList();
        assertThat(hub.greet(new LinkedHashSet<>(all))).containsExactlyElementsOf(all.subList(2, 12));
    }

    @Test
    void one_who_cannot_be_welcomed_is_told_so_and_the_others_are_welcome() {
        var others = new Socket();
        var bob = hub.meet(socket.session(), socket.line(), Socket.identity("bob"));
        var ann = hub.meet(others.session(), others.line(), Socket.identity("ann"));
        unwelcome.add("bob");
        assertThat(hub.greet(new LinkedHashSet<>(List.of(bob, ann)))).containsExactly(ann);
        flush(bob);
        flush(ann);
        assertThat(types()).containsExactly("bye");
        assertThat(socket.closed()).containsExactly(1012);
        assertThat(others.types()).containsExactly("ready");
    }

    @Test
    void who_could_not_be_greeted_leaves_nothing_behind() {
        Connection bob = hub.meet(socket.session(), socket.line(), Socket.identity("bob"));
        logs.away(true);
        assertThatThrownBy(() -> hub.greet(Set.of(bob))).isInstanceOf(Unavailable.class);
        hub.leave(bob);
        assertThat(backplane.listened()).isEmpty();
    }

    @Test
    void a_user_has_room_for_ten_sockets_and_gets_it_back() {
        Connection first = open("bob");
        for (int i = 1; i < 10; i++) {
            assertThat(hub.hasRoomFor("bob")).isTrue();
            open("bob");
        }
        assertThat(hub.hasRoomFor("bob")).isFalse();
        assertThat(hub.hasRoomFor("carl")).isTrue();
        hub.leave(first);
        assertThat(hub.hasRoomFor("bob")).isTrue();
    }

    @Test
    void of_several_handshakes_at_once_the_one_too_many_is_closed() {
        for (int i = 0; i < 11; i++) {
            open("bob");
        }
        assertThat(socket.closed()).containsExactly(1008);
    }

    @Test
    void nothing_stays_of_a_connection_that_left_whoever_closed_it() {
        Connection byClient = open("bob");
        hub.leave(byClient);
        assertThat(gauges.get("confab_feeds").get()).isEqualTo(0);
        Connection byServer = open("bob");
        byServer.close(Connection.TOO_SLOW, "nothing was taken");
        hub.leave(byServer);
        hub.leave(byServer);
        assertThat(gauges.get("confab_connections").get()).isEqualTo(0);
        assertThat(gauges.get("confab_feeds").get()).isEqualTo(0);
    }

    @Test
    void who_is_connected_is_here_once_for_each_connection_whatever_ends_it() {
        Connection one = open("bob");
        Connection other = open("bob");
        assertThat(here).containsExactly("bob", "bob");
        hub.leave(one);
        hub.leave(one);
        assertThat(here).containsExactly("bob");
        hub.leave(other);
        assertThat(here).isEmpty();
    }

    @Test
    void other_nodes_are_listened_to_for_as_long_as_somebody_listens_here() {
        Connection one = open("bob");
        Connection other = open("bob");
        assertThat(backplane.listened()).containsExactlyInAnyOrder("bob", "garden");
        hub.leave(one);
        assertThat(backplane.listened()).containsExactlyInAnyOrder("bob", "garden");
        hub.leave(other);
        assertThat(backplane.listened()).isEmpty();
    }
}
