package dev.confab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** All sockets of the load, turned by the thread that calls {@link #until}. */
final class Loop implements AutoCloseable {
    private static final int READ_BUFFER = 1024 * 1024;
    private static final int WRITE_BUFFER = 256 * 1024;
    private static final int AT_ONCE = 32;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BUFFER);
    private final List<Runnable> tasks = new ArrayList<>();
    private long now = System.nanoTime();

    /**
     * Where sockets are opened.
     *
     * @param headers further lines of the handshake
     * @param greeting what a client says first, or empty
     */
    record Door(int port, String path, String headers, String greeting) {}

    Loop() throws IOException {
        selector = Selector.open();
    }

    /** When the loop last looked at the clock: before what a socket hears is heard. A {@link System#nanoTime}. */
    long now() {
        return now;
    }

    /** For several frames that shall go out in one write: cleared, and for use until the next call only. */
    ByteBuffer out() {
        return out.clear();
    }

    List<LoadSocket> open(String name, Door door, int count) {
        var sockets = new ArrayList<LoadSocket>(count);
        while (sockets.size() < count) {
            int from = sockets.size();
            for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
                sockets.add(connect(name + " " + (i + 1), door));
            }
            until("sockets are open", LIMIT, () -> sockets.stream().allMatch(LoadSocket::isOpen));
            if (!door.greeting().isEmpty()) {
                sockets.subList(from, sockets.size()).forEach(socket -> socket.send(Template.text(door.greeting())));
            }
        }
        return sockets;
    }

    private LoadSocket connect(String name, Door door) {
        try {
            var channel = SocketChannel.open(address(door));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var socket = new LoadSocket(name, channel, channel.register(selector, SelectionKey.OP_READ));
            socket.send(handshake(door));
            return socket;
        } catch (IOException e) {
            throw new Unexpected(name + " cannot connect", e);
        }
    }

    /** The same without a wait for anything: it greets when it is let in. */
    LoadSocket rush(String name, Door door) {
        try {
            var channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address(door));
            var socket = new LoadSocket(name, channel, channel.register(selector, SelectionKey.OP_CONNECT));
            socket.greet(Template.text(door.greeting()));
            socket.sendLater(handshake(door));
            return socket;
        } catch (IOException e) {
            throw new Unexpected(name + " cannot connect", e);
        }
    }

    private static InetSocketAddress address(Door door) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port());
    }

    private static byte[] handshake(Door door) {
        var head = "GET " + door.path() + " HTTP/1.1\r\nHost: localhost:" + door.port()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + door.headers() + "\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** Turns until the condition holds; fails after the limit. */
    void until(String what, Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            turn();
            if (now - start > limit.toNanos()) {
                throw new Unexpected("not within " + limit.toSeconds() + " s: " + what);
            }
        }
    }

    /** Turns for this long. */
    void during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        do {
            turn();
        } while (now - end < 0);
    }

    /** Called at each turn, until the loop is closed. Must not wait. */
    void eachTurn(Runnable task) {
        tasks.add(task);
    }

    private void turn() {
        tasks.forEach(Runnable::run);
        try {
            selector.select(this::ready, 5);
            now = System.nanoTime();
        } catch (IOException e) {
            throw new Unexpected("the selector has failed", e);
        }
    }

    private void ready(SelectionKey key) {
        now = System.nanoTime();
        ((LoadSocket) key.attachment()).ready(in);
    }

    @Override
    public void close() throws IOException {
        selector.keys().forEach(key -> ((LoadSocket) key.attachment()).close());
        selector.close();
    }
}
