package dev.confab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Which TCP ports of this machine are free. */
public final class Ports {

    private static final int MOST_TRIES = 10;

    private Ports() {}

    /** A port of the loopback address that was free a moment ago. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("This machine has no free port", e);
        }
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
