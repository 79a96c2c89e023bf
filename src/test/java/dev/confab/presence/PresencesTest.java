package dev.confab.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.backplane.Backplane;
import dev.confab.backplane.LocalBackplane;
import dev.confab.event.StatusFacts;
import dev.confab.log.LogsInMemory;
import dev.confab.ops.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresencesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final LogsInMemory logs = new LogsInMemory(clock, "ann");
    private final Backplane backplane = new LocalBackplane();
    private final StatusesInMemory stored = new StatusesInMemory();
    private final Statuses statuses = stored.statuses(logs, clock);
    private final Set<String> deactivated = new HashSet<>();
    private final Presences presences = new Presences(
            statuses,
            new Accounts() {
                @Override
                public List<Account> findAll(Collection<String> ids) {
                    return ids.stream()
                            .filter(id -> !id.startsWith("nobody"))
                            .map(PresencesTest.this::account)
                            .toList();
                }
            },
            backplane,
            clock);

    /** What bob's screen has been told, frame by frame. */
    private final List<List<Presence>> told = new ArrayList<>();

    private boolean hasRoom = true;
    private final Visit bob;

    PresencesTest() {
        presences.open();
        bob = presences.arrive("bob", news -> hasRoom && told.add(news));
    }

    private Account account(String id) {
        return new Account() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean isDeactivated() {
                return deactivated.contains(id);
            }
        };
    }

    private Visit arrive(String user) {
        return presences.arrive(user, news -> true);
    }

    private void pass(Duration time) {
        clock.pass(time);
        presences.tell();
    }

    private void say(String user, StatusFacts status) {
        statuses.say(user, status);
        backplane.publish(List.of(logs.of(user).getLast()));
    }

    private Map<String, State> seen() {
        Map<String, State> seen = new HashMap<>();
        told.forEach(frame -> frame.forEach(presence -> seen.put(presence.user(), presence.state())));
        return seen;
    }

    private static StatusFacts dnd(Instant until) {
        return new StatusFacts("dnd", until, null, null, null);
    }

    @Test
    void who_looks_is_told_at_once_how_everybody_is_there() {
        arrive("ann");
        presences.turn(arrive("cem"), true);

        presences.watch(bob, List.of("ann", "cem", "dora", "nobody"));

        assertThat(told).hasSize(1);
        assertThat(seen()).isEqualTo(Map.of("ann", State.ONLINE, "cem", State.AWAY, "dora", State.OFFLINE));
    }

    @Test
    void who_looks_again_is_told_of_all_again_but_not_twice_in_a_second() {
        presences.watch(bob, List.of("ann"));
        presences.watch(bob, List.of("ann", "cem"));
        presences.watch(bob, List.of("cem", "dora"));
        assertThat(told).hasSize(1);

        pass(SECOND);

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).extracting(Presence::user).containsExactlyInAnyOrder("cem", "dora");
    }

    @Test
    void nobody_is_told_of_whom_nobody_looks_at_any_more() {
        presences.watch(bob, List.of("ann"));
        pass(SECOND);
        presences.watch(bob, List.of("cem"));
        arrive("ann");
        pass(SECOND);

        assertThat(seen()).isEqualTo(Map.of("ann", State.OFFLINE, "cem", State.OFFLINE));
    }

    @Test
    void what_changes_to_and_fro_within_a_second_is_not_told() {
        Visit ann = arrive("ann");
        presences.watch(bob, List.of("ann"));
        presences.turn(ann, true);
        presences.turn(ann, false);

        pass(SECOND);

        assertThat(told).hasSize(1);
    }

    @Test
    void a_page_that_is_loaded_again_is_not_seen_and_one_that_stays_closed_is() {
        Visit ann = arrive("ann");
        presences.watch(bob, List.of("ann"));
        presences.leave(ann);
        pass(Attendance.GRACE.minusMillis(1));
        ann = arrive("ann");
        pass(Attendance.GRACE);
        assertThat(told).hasSize(1);

        presences.leave(ann);
        pass(Attendance.GRACE.minusMillis(1));
        assertThat(seen()).containsEntry("ann", State.ONLINE);
        pass(Duration.ofMillis(1));
        assertThat(seen()).containsEntry("ann", State.OFFLINE);
    }

    @Test
    void what_somebody_says_is_told_with_its_end_and_ends_by_itself() {
        Instant end = clock.instant().plusSeconds(60);
        arrive("ann");
        presences.watch(bob, List.of("ann"));
        say("ann", new StatusFacts("dnd", end, "🌴", "by the sea", end.plusSeconds(60)));
        pass(SECOND);
        assertThat(told.getLast()).containsExactly(new Presence("ann", State.DND, end, "🌴", "by the sea"));

        pass(Duration.ofSeconds(59));
        assertThat(told.getLast()).containsExactly(new Presence("ann", State.ONLINE, null, "🌴", "by the sea"));
        pass(Duration.ofSeconds(60));
        assertThat(told.getLast()).containsExactly(new Presence("ann", State.ONLINE, null, null, null));
        assertThat(told).hasSize(4);
    }

    @Test
    void not_to_be_disturbed_is_also_who_is_idle_but_not_who_is_gone() {
        say("ann", dnd(null));
        presences.watch(bob, List.of("ann"));
        assertThat(seen()).containsEntry("ann", State.OFFLINE);
        Visit ann = arrive("ann");
        pass(SECOND);
        assertThat(seen()).containsEntry("ann", State.DND);
        presences.turn(ann, true);
        pass(SECOND);
        assertThat(seen()).containsEntry("ann", State.DND);
    }

    @Test
    void who_is_deactivated_is_offline_and_says_nothing() {
        say("ann", new StatusFacts("online", null, null, "at work", null));
        arrive("ann");
        deactivated.add("ann");

        presences.watch(bob, List.of("ann"));

        assertThat(told.getLast()).containsExactly(new Presence("ann", State.OFFLINE, null, null, null));
    }

    @Test
    void what_there_is_no_room_for_is_told_later_as_it_is_then() {
        Visit ann = arrive("ann");
        presences.watch(bob, List.of("ann", "cem"));
        hasRoom = false;
        presences.turn(ann, true);
        arrive("cem");
        pass(SECOND);
        presences.turn(ann, false);
        pass(SECOND);
        assertThat(told).hasSize(1);
        hasRoom = true;

        pass(SECOND);

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).extracting(Presence::user).containsExactly("cem");
    }

    @Test
    void what_is_said_by_those_whom_nobody_looks_at_is_not_read() {
        int before = stored.reads();
        for (int i = 0; i < 100; i++) {
            arrive("ann" + i);
        }
        pass(SECOND);
        assertThat(stored.reads()).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    @Test
    void ten_thousand_who_come_and_go_cost_one_who_looks_one_frame_a_second() {
        List<Visit> crowd =
                IntStream.range(0, 10_000).mapToObj(i -> arrive("user" + i)).toList();
        List<String> onScreen = IntStream.range(0, Presences.MOST_WATCHED)
                .mapToObj(i -> "user" + i)
                .toList();
        presences.watch(bob, onScreen);
        int reads = stored.reads();

        for (int round = 0; round < 30; round++) {
            boolean isIdle = round % 2 == 0;
            crowd.forEach(visit -> presences.turn(visit, isIdle));
            pass(SECOND);
        }

        assertThat(told).hasSize(31);
        assertThat(told).allMatch(frame -> frame.size() <= Presences.MOST_WATCHED);
        assertThat(stored.reads()).as("whoever only comes and goes is not read").isEqualTo(reads);
    }

    /** One tab of a device, as the naive model has it. */
    private static final class Tab {
        private final String user;
        private final Visit visit;
        private boolean isIdle;

        Tab(String user, Visit visit) {
            this.user = user;
            this.visit = visit;
        }
    }

    /** For each seed: some people with tabs on some devices, which open, close, and fall idle, in any order. */
    @Test
    void it_is_exact_over_tabs_and_devices() {
        for (int seed = 0; seed < 40; seed++) {
            isExact(new Random(seed), "seed " + seed);
        }
    }

    private void isExact(Random random, String seed) {
        List<String> people = List.of("ann " + seed, "cem " + seed, "dora " + seed);
        List<Tab> tabs = new ArrayList<>();
        Map<String, Instant> leftAt = new HashMap<>();
        Map<String, State> leftAs = new HashMap<>();
        Map<String, State> seen = new HashMap<>();
        Visit eve = presences.arrive("eve", news -> {
            news.forEach(presence -> seen.put(presence.user(), presence.state()));
            return true;
        });
        presences.watch(eve, people);
        for (int step = 0; step < 300; step++) {
            String user = people.get(random.nextInt(people.size()));
            List<Tab> mine = tabs.stream().filter(tab -> tab.user.equals(user)).toList();
            switch (mine.isEmpty() ? 0 : random.nextInt(4)) {
                case 0 -> tabs.add(new Tab(user, arrive(user)));
                case 1 -> {
                    Tab tab = mine.get(random.nextInt(mine.size()));
                    leftAs.put(user, state(mine));
                    leftAt.put(user, clock.instant());
                    presences.leave(tab.visit);
                    presences.leave(tab.visit); // a close may be heard of twice
                    tabs.remove(tab);
                }
                default -> {
                    Tab tab = mine.get(random.nextInt(mine.size()));
                    tab.isIdle = random.nextBoolean();
                    presences.turn(tab.visit, tab.isIdle);
                }
            }
            if (random.nextInt(3) == 0) {
                pass(Duration.ofMillis(random.nextInt(9_000)));
                for (String person : people) {
                    List<Tab> theirs =
                            tabs.stream().filter(tab -> tab.user.equals(person)).toList();
                    boolean isInGrace = leftAt.containsKey(person)
                            && clock.instant().isBefore(leftAt.get(person).plus(Attendance.GRACE));
                    State expected = theirs.isEmpty() && isInGrace ? leftAs.get(person) : state(theirs);
                    assertThat(seen).as(seed + ", step " + step).containsEntry(person, expected);
                }
            }
        }
        presences.leave(eve);
    }

    private static State state(List<Tab> tabs) {
        return tabs.isEmpty() ? State.OFFLINE : tabs.stream().allMatch(tab -> tab.isIdle) ? State.AWAY : State.ONLINE;
    }
}
