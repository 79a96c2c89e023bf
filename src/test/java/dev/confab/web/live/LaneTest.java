package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the container's own transport, with a few threads, which somebody keeps busy. */
class LaneTest {
    private static final int SOON_MS = 10_000;
    private static final int A_WHILE_MS = 300;
    private static final int THREADS = 4;

    private final BlockingQueue<Connection<?>> accepted = new LinkedBlockingQueue<>();
    private final Semaphore busy = new Semaphore(0);
    private final CountDownLatch isFree = new CountDownLatch(1);
    private final TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
            .setWorkerThreadPoolConfig(
                    ThreadPoolConfig.defaultConfig().copy().setCorePoolSize(1).setMaxPoolSize(THREADS))
            .build();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private TCPNIOServerConnection door;

    /** Says again what it is told, but for the word that keeps its thread. */
    private final class Echo extends BaseFilter {
        @Override
        public NextAction handleAccept(FilterChainContext context) {
            accepted.add(context.getConnection());
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleRead(FilterChainContext context) {
            Buffer said = context.getMessage();
            threads.add(Thread.currentThread().getName());
            if (said.toStringContent(StandardCharsets.US_ASCII).equals("keep")) {
                busy.release();
                try {
                    assertThat(isFree.await(SOON_MS, TimeUnit.MILLISECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            context.write(said);
            return context.getStopAction();
        }
    }

    @BeforeEach
    void open() throws IOException {
        transport.setProcessor(FilterChainBuilder.stateless()
                .add(new TransportFilter())
                .add(new Echo())
                .build());
        door = transport.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        transport.start();
    }

    @AfterEach
    void close() throws IOException {
        isFree.countDown();
        transport.shutdownNow();
    }

    private Socket connect() throws IOException {
        var address = (InetSocketAddress) door.getLocalAddress();
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(SOON_MS);
        return socket;
    }

    private static void say(Socket socket, String word) throws IOException {
        socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
    }

    private Connection<?> accepted(Socket socket) throws InterruptedException {
        for (var one = next(); one != null; one = next()) {
            if (((InetSocketAddress) one.getPeerAddress()).getPort() == socket.getLocalPort()) {
                return one;
            }
        }
        throw new AssertionError("nobody has come");
    }

    private Connection<?> next() throws InterruptedException {
        return accepted.poll(SOON_MS, TimeUnit.MILLISECONDS);
    }

    @Test
    void who_is_in_is_heard_while_all_the_containers_threads_are_busy_and_nobody_else_is() throws Exception {
        var lane = Lane.in(transport, (GrizzlyExecutorService) transport.getWorkerThreadPool());
        var keeping = new ArrayList<Socket>();
        try (var in = connect();
                var coming = connect()) {
            lane.take(accepted(in));
            for (int i = 0; i < THREADS; i++) {
                keeping.add(connect());
                say(keeping.getLast(), "keep");
            }
            assertThat(busy.tryAcquire(THREADS, SOON_MS, TimeUnit.MILLISECONDS)).isTrue();
            say(coming, "door");
            for (var word : new String[] {"one.", "two.", "and."}) {
                say(in, word);
                assertThat(hear(in)).isEqualTo(word);
            }
            coming.setSoTimeout(A_WHILE_MS);
            assertThatThrownBy(() -> hear(coming)).isInstanceOf(SocketTimeoutException.class);
            isFree.countDown();
            coming.setSoTimeout(SOON_MS);
            assertThat(hear(coming)).isEqualTo("door");
        } finally {
            lane.close();
            for (var one : keeping) {
                one.close();
            }
        }
    }

    @Test
    void what_one_says_is_read_in_order_by_one_thread_at_a_time() throws Exception {
        var lane = Lane.in(transport, (GrizzlyExecutorService) transport.getWorkerThreadPool());
        try (var in = connect()) {
            lane.take(accepted(in));
            say(in, "keep");
            assertThat(busy.tryAcquire(SOON_MS, TimeUnit.MILLISECONDS)).isTrue();
            say(in, "two.");
            in.setSoTimeout(A_WHILE_MS);
            assertThatThrownBy(() -> hear(in)).isInstanceOf(SocketTimeoutException.class);
            isFree.countDown();
            in.setSoTimeout(SOON_MS);
            assertThat(hear(in)).isEqualTo("keep");
            assertThat(hear(in)).isEqualTo("two.");
        } finally {
            lane.close();
        }
    }

    @Test
    void what_comes_at_a_closed_one_is_read_by_the_containers_threads() throws Exception {
        var lane = Lane.in(transport, (GrizzlyExecutorService) transport.getWorkerThreadPool());
        try (var in = connect()) {
            lane.take(accepted(in));
            lane.close();
            transport.setIOStrategy(lane); // as for who has looked just before
            say(in, "one.");
            assertThat(hear(in)).isEqualTo("one.");
        }
    }

    @Test
    void when_it_is_closed_the_container_is_as_it_was() throws Exception {
        var usual = transport.getIOStrategy();
        var lane = Lane.in(transport, (GrizzlyExecutorService) transport.getWorkerThreadPool());
        try (var in = connect()) {
            lane.take(accepted(in));
            say(in, "one.");
            assertThat(hear(in)).isEqualTo("one.");
            assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("confab-sockets"));
            lane.close();
            assertThat(transport.getIOStrategy()).isSameAs(usual);
            threads.clear();
            say(in, "two.");
            assertThat(hear(in)).isEqualTo("two.");
            assertThat(threads).isNotEmpty().noneMatch(name -> name.startsWith("confab-sockets"));
        }
    }
}
