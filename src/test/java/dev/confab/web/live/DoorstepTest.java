package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoorstepTest {
    private final Doorstep doorstep = new Doorstep();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final List<Boolean> turns = new ArrayList<>();

    private void come(int count) {
        IntStream.range(0, count).forEach(n -> waiting.add("a handshake"));
        doorstep.look();
    }

    private void known() {
        doorstep.learn(waiting, List.of(isOpen -> {
            turns.add(isOpen);
            if (!isOpen) {
                waiting.clear(); // as the container's threads do
            }
        }));
    }

    @Test
    void a_few_who_come_find_the_door_open() throws InterruptedException {
        known();
        come(16);
        doorstep.mind(1);
        assertThat(turns).isEmpty();
    }

    @Test
    void while_there_is_a_crowd_it_is_shut_and_opens_again() throws InterruptedException {
        known();
        come(17);
        doorstep.look();
        doorstep.mind(1);
        assertThat(turns).containsExactly(false, true);
        doorstep.mind(1);
        assertThat(turns).hasSize(2);
    }

    @Test
    void a_crowd_that_stays_does_not_keep_it_shut() throws InterruptedException {
        doorstep.learn(waiting, List.of(turns::add));
        come(100);
        doorstep.mind(1);
        assertThat(turns).containsExactly(false, true);
    }

    @Test
    void in_a_container_that_is_not_known_nothing_happens() throws InterruptedException {
        come(100);
        doorstep.mind(1);
        assertThat(doorstep.isKnown()).isFalse();
        assertThat(turns).isEmpty();
    }
}
