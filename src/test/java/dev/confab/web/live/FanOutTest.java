package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FanOutTest {
    private static final long LONG = 15_000;
    private static final Logger QUIET = Logger.getLogger(FanOut.class.getName());

    static {
        QUIET.setLevel(Level.OFF); // the failure is meant
    }

    private final FanOut fanOut = new FanOut(1);
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Connection> listeners = new ArrayList<>();
    private final List<Connection> ready = new ArrayList<>();

    private Connection listener(Socket socket, Consumer<Connection> whenReady) {
        Connection connection = socket.connection("bob", whenReady, () -> 1);
        connection.follow("garden", 0, 0);
        connection.refill("garden", List.of(), true);
        connection.release();
        sockets.add(socket);
        listeners.add(connection);
        return connection;
    }

    private void listeners(int count) {
        for (int i = 0; i < count; i++) {
            listener(new Socket(), ready::add).lagging(); // what a first flush finds out: it does not lag
        }
        ready.clear();
    }

    private void assertThatAllHaveHeard(long last) {
        assertThat(sockets)
                .allSatisfy(socket -> assertThat(socket.seqs("garden")).isEqualTo(Events.seqs(1, last)));
    }

    @Test
    void a_few_have_it_in_their_outboxes_and_are_to_be_flushed() {
        listeners(FanOut.MANY - 1);
        fanOut.offer("garden", Events.run("garden", 1, 2), listeners);
        assertThatAllHaveHeard(0);
        assertThat(ready).isEqualTo(listeners);
        listeners.forEach(Connection::flush);
        assertThatAllHaveHeard(2);
    }

    @Test
    void many_are_sent_it_at_once_and_nobody_has_to_flush_them() {
        listeners(FanOut.MANY);
        fanOut.offer("garden", Events.run("garden", 1, 2), listeners);
        assertThatAllHaveHeard(2);
        assertThat(ready).isEmpty();
    }

    @Test
    void nobody_waits_for_a_helper_that_does_not_come() throws Exception {
        listeners(2 * FanOut.MANY + 7);
        fanOut.offer("garden", Events.run("garden", 1, 1), listeners);
        assertThatAllHaveHeard(1);
        fanOut.help(LONG); // late: there is nothing left to do
        fanOut.help(1);
        assertThatAllHaveHeard(1);
    }

    @Test
    void a_helper_takes_its_part_and_is_waited_for() throws Exception {
        CountDownLatch isHelped = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread helper = new Thread(this::help);
        Runnable holdsUp = () -> {
            if (Thread.currentThread() == helper) {
                isHelped.countDown();
                await(mayGoOn);
            } else {
                await(isHelped);
            }
        };
        for (int part = 0; part < 2; part++) { // one for each of the two
            listener(new Socket().doing(holdsUp), ready::add);
            listeners(FanOut.MANY);
        }
        Thread offerer = new Thread(() -> fanOut.offer("garden", Events.run("garden", 1, 1), listeners));
        helper.start();
        offerer.start();
        await(isHelped);
        while (sockets.getLast().arrived().isEmpty() || offerer.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertThat(offerer.getState()).isEqualTo(Thread.State.WAITING);
        mayGoOn.countDown();
        offerer.join(LONG);
        assertThatAllHaveHeard(1);
    }

    private void help() {
        try {
            fanOut.help(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void one_that_fails_is_not_the_others_fault() {
        List<Connection> failed = new ArrayList<>();
        AtomicBoolean isToFail = new AtomicBoolean();
        listener(new Socket(), connection -> {
            if (isToFail.get()) {
                failed.add(connection);
                throw new IllegalStateException("meant");
            }
        });
        listeners(FanOut.MANY);
        isToFail.set(true);
        fanOut.offer("garden", Events.run("garden", 1, 1), listeners);
        assertThat(failed).containsExactly(listeners.getFirst());
        assertThatAllHaveHeard(1);
    }
}
