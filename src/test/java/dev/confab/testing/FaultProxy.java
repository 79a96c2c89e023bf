package dev.confab.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A bad line: a TCP proxy between two ports of the loopback address that delays, throttles, swallows and breaks. What is set
 * holds at once, also for the connections that are there.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final long HELD_NANOS = 5_000_000;

    private final ServerSocket server;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile int target;
    private volatile long latencyNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile long cutAfter = Long.MAX_VALUE;
    private volatile boolean swallowing;
    private volatile boolean swallowingReplies;
    private volatile boolean refusing;
    private volatile boolean holding;
    private volatile boolean holdingReplies;

    private FaultProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** A proxy on a free port before this port of this machine. */
    public static FaultProxy before(int port) {
        try {
            var proxy = new FaultProxy(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().name("fault proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The web server behind, by way of this proxy. */
    public URI uri() {
        return URI.create("http://localhost:" + port() + "/");
    }

    /** Each chunk is held back this long, in both directions. */
    public void latency(long milliseconds) {
        latencyNanos = milliseconds * 1_000_000;
    }

    /** For each connection and direction. */
    public void throttle(long bytes) {
        bytesPerSecond = bytes;
    }

    /**
     * Takes everything and passes on nothing, without a word to either side, like a lost route. A connection that has lost
     * something this way passes on nothing of that direction any more: a stream has no hole in its middle.
     */
    public void swallow(boolean on) {
        swallowing = on;
    }

    /** The same for what comes from the server alone: it hears everything and is not heard. */
    public void swallowReplies(boolean on) {
        swallowingReplies = on;
    }

    /** Passes on nothing for now, and all of it afterwards: a lost route whose packets are sent again when it is back. */
    public void hold(boolean on) {
        holding = on;
    }

    /** The same for what comes from the server alone. */
    public void holdReplies(boolean on) {
        holdingReplies = on;
    }

    /** New connections are hung up on at once. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** Each connection from now on is reset once this many bytes have gone through it from the server. */
    public void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    /** Resets all connections. */
    public void cutAll() {
        lines.forEach(Line::reset);
    }

    /** Ends what clients say to the server, and lets them go on listening (half-close). */
    public void halfClose() {
        lines.forEach(Line::endOfRequests);
    }

    /** New connections go to another port and those that there are end: a name that has moved to another address. */
    public void redirect(int port) {
        target = port;
        cutAll();
    }

    public int open() {
        return lines.size();
    }

    /** Connections so far. */
    public long accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                accepted.incrementAndGet();
                if (refusing) {
                    client.setSoLinger(true, 0);
                    client.close();
                } else {
                    new Line(client).start();
                }
            } catch (IOException e) {
                // Closed, or a client that was gone before we saw it.
            }
        }
    }

    /** One connection through the proxy. */
    private final class Line {

        private final Socket client;
        private final Socket behind = new Socket();
        private final long limit = cutAfter;
        private final AtomicLong replied = new AtomicLong();
        private boolean hasLostWords;
        private boolean hasLostReplies;

        private Line(Socket client) {
            this.client = client;
        }

        private void start() throws IOException {
            var port = target;
            try {
                behind.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
            } catch (IOException e) {
                client.close();
                throw e;
            }
            lines.add(this);
            if (port != target) {
                reset(); // redirected meanwhile, and not seen there
                return;
            }
            Thread.ofVirtual().start(() -> pump(client, behind, false));
            Thread.ofVirtual().start(() -> pump(behind, client, true));
        }

        private void pump(Socket from, Socket to, boolean replies) {
            try {
                var in = from.getInputStream();
                var out = to.getOutputStream();
                var chunk = new byte[CHUNK];
                for (var n = read(in, chunk); n >= 0; n = read(in, chunk)) {
                    pass(chunk, n, out, replies);
                }
                awaitRoute(replies);
                to.shutdownOutput();
                if (from.isOutputShutdown() || to.isInputShutdown()) {
                    end();
                }
            } catch (IOException e) {
                awaitRoute(replies);
                reset();
            }
        }

        private int read(InputStream in, byte[] chunk) throws IOException {
            return in.read(chunk, 0, (int) Math.min(CHUNK, Math.max(1, bytesPerSecond / 20)));
        }

        private void pass(byte[] chunk, int n, OutputStream out, boolean replies) throws IOException {
            LockSupport.parkNanos(latencyNanos + (long) (n * 1e9 / bytesPerSecond));
            awaitRoute(replies);
            if (isLost(replies)) {
                return;
            }
            if (replies && replied.addAndGet(n) > limit) {
                throw new IOException("this many bytes and no more");
            }
            out.write(chunk, 0, n);
        }

        private boolean isLost(boolean replies) {
            hasLostWords |= !replies && swallowing;
            hasLostReplies |= replies && (swallowing || swallowingReplies);
            return replies ? hasLostReplies : hasLostWords;
        }

        private void awaitRoute(boolean replies) {
            while ((holding || replies && holdingReplies) && !server.isClosed()) {
                LockSupport.parkNanos(HELD_NANOS);
            }
        }

        private void endOfRequests() {
            try {
                behind.shutdownOutput();
            } catch (IOException e) {
                reset();
            }
        }

        private void reset() {
            try {
                client.setSoLinger(true, 0);
                behind.setSoLinger(true, 0);
            } catch (IOException e) {
                // Closed already.
            }
            end();
        }

        private void end() {
            lines.remove(this);
            try {
                client.close();
                behind.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
