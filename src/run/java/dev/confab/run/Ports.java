package dev.confab.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Which TCP ports of this machine are free. */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int MOST_TRIES = 100;

    private Ports() {}

    /**
     * A port of the loopback address that was free a moment ago, and that no system gives to outgoing connections: to whoever
     * tries to reach a server that is just being started again it would give that server's own port now and then, which is
     * then connected with itself, and taken.
     */
    public static int free() {
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .limit(MOST_TRIES)
                .filter(port -> isFree(loopback, port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This machine has no free port"));
    }

    /** The same, and another one than {@code taken}, on which nothing listens yet. */
    public static int freeBut(int taken) {
        return firstBut(taken, Ports::free);
    }

    static int firstBut(int taken, IntSupplier ports) {
        return IntStream.generate(ports)
                .limit(MOST_TRIES)
                .filter(port -> port != taken)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This machine gives out one port all the time"));
    }

    /** Whether a server could listen on this port of this address now. */
    public static boolean isFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            // Without this a port counts as taken for a minute after its server has gone.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
