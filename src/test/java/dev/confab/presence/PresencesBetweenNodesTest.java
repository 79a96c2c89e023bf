package dev.confab.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.backplane.Backplane;
import dev.confab.event.StatusFacts;
import dev.confab.log.LogsInMemory;
import dev.confab.ops.ManualClock;
import dev.confab.testing.PairedBackplane;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bob looks on one node at those who are on the other. */
class PresencesBetweenNodesTest {
    private final ManualClock clock = new ManualClock();
    private final LogsInMemory logs = new LogsInMemory(clock, "ann");
    private final StatusesInMemory stored = new StatusesInMemory();
    private final Statuses statuses = stored.statuses(logs, clock);
    private final List<PairedBackplane> nodes = PairedBackplane.pair();
    private final Presences here = presences(nodes.getFirst());
    private final Presences there = presences(nodes.getLast());
    private final Map<String, State> seen = new HashMap<>();
    private final Visit bob = here.arrive("bob", news -> {
        news.forEach(presence -> seen.put(presence.user(), presence.state()));
        return true;
    });

    private Presences presences(Backplane backplane) {
        Presences presences = new Presences(
                statuses,
                new Accounts() {
                    @Override
                    public List<Account> findAll(Collection<String> ids) {
                        return ids.stream()
                                .map(id -> (Account) new Account() {
                                    @Override
                                    public String id() {
                                        return id;
                                    }
                                })
                                .toList();
                    }
                },
                backplane,
                clock);
        presences.open();
        return presences;
    }

    private Visit arrive(Presences node, String user) {
        return node.arrive(user, news -> true);
    }

    private void pass(int seconds) {
        for (int n = 0; n < seconds; n++) {
            clock.pass(Duration.ofSeconds(1));
            here.tell();
            there.tell();
        }
    }

    @Test
    void who_is_on_another_node_is_seen_and_who_goes_is_gone() {
        here.watch(bob, List.of("ann"));
        assertThat(seen).containsEntry("ann", State.OFFLINE);
        Visit ann = arrive(there, "ann");
        pass(1);
        assertThat(seen).containsEntry("ann", State.ONLINE);
        there.turn(ann, true);
        pass(1);
        assertThat(seen).containsEntry("ann", State.AWAY);
        there.leave(ann);
        pass(9);
        assertThat(seen).containsEntry("ann", State.AWAY);
        pass(2);
        assertThat(seen).containsEntry("ann", State.OFFLINE);
    }

    @Test
    void of_several_nodes_the_highest_counts() {
        here.watch(bob, List.of("ann"));
        here.turn(arrive(here, "ann"), true);
        Visit there1 = arrive(there, "ann");
        pass(1);
        assertThat(seen).containsEntry("ann", State.ONLINE);
        there.turn(there1, true);
        pass(1);
        assertThat(seen).containsEntry("ann", State.AWAY);
    }

    @Test
    void who_came_before_this_node_could_hear_is_seen_soon() {
        nodes.getLast().cut(true);
        arrive(there, "ann");
        here.watch(bob, List.of("ann"));
        pass(1);
        assertThat(seen).containsEntry("ann", State.OFFLINE);
        nodes.getLast().cut(false);
        pass(6);
        assertThat(seen).containsEntry("ann", State.ONLINE);
    }

    @Test
    void of_a_silent_node_nothing_is_known_any_more() {
        arrive(there, "ann");
        here.watch(bob, List.of("ann"));
        assertThat(seen).containsEntry("ann", State.ONLINE);
        pass(20); // it goes on telling
        assertThat(seen).containsEntry("ann", State.ONLINE);
        nodes.getLast().cut(true);
        pass(9);
        assertThat(seen).containsEntry("ann", State.ONLINE);
        pass(7);
        assertThat(seen).containsEntry("ann", State.OFFLINE);
    }

    @Test
    void what_somebody_says_on_another_node_is_read_anew() {
        arrive(there, "ann");
        here.watch(bob, List.of("ann"));
        statuses.say("ann", new StatusFacts("dnd", null, null, null, null));
        nodes.getLast().publish(List.of(logs.of("ann").getLast()));
        pass(1);
        assertThat(seen).containsEntry("ann", State.DND);
    }
}
