package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FlushQueueTest {
    private static final long LONG = 15_000;

    private final FlushQueue<Integer> queue = new FlushQueue<>();

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            queue.add(i);
        }
    }

    @Test
    void they_come_in_their_order_and_then_nobody_does() throws Exception {
        add(3);
        assertThat(queue.next(LONG)).isZero();
        assertThat(queue.next()).isOne();
        assertThat(queue.next()).isEqualTo(2);
        assertThat(queue.next()).isNull();
        assertThat(queue.next(1)).isNull();
    }

    @Test
    void few_need_no_help() throws Exception {
        add(FlushQueue.MANY - 1);
        assertThat(queue.awaitMany(1)).isFalse();
        queue.next();
        add(1);
        assertThat(queue.awaitMany(1)).isFalse();
    }

    @Test
    void a_helper_that_comes_to_many_need_not_wait() throws Exception {
        add(FlushQueue.MANY + 1);
        queue.next();
        assertThat(queue.awaitMany(LONG)).isTrue();
    }

    @Test
    void helpers_are_woken_when_many_wait_and_go_on_to_the_last() throws Exception {
        List<CompletableFuture<Integer>> helpers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Integer> helped = new CompletableFuture<>();
            helpers.add(helped);
            threads.add(Thread.startVirtualThread(() -> help(helped)));
        }
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        add(FlushQueue.MANY);
        int all = 0;
        for (CompletableFuture<Integer> helped : helpers) {
            all += helped.get(LONG / 2, TimeUnit.MILLISECONDS);
        }
        assertThat(all).isEqualTo(FlushQueue.MANY);
    }

    private void help(CompletableFuture<Integer> helped) {
        try {
            int count = 0;
            queue.awaitMany(LONG);
            while (queue.next() != null) {
                count++;
            }
            helped.complete(count);
        } catch (InterruptedException e) {
            helped.completeExceptionally(e);
        }
    }
}
