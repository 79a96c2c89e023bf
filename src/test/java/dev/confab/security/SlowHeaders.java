package dev.confab.security;

import dev.confab.testing.Person;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Many handshakes that never come to their end: a byte of a header each second, on each.
 *
 * @param servedMeanwhile how many of the requests of others were answered, of {@link #ROUNDS}
 * @param closed how many connections the server had closed when the attack ended
 */
record SlowHeaders(int connections, int servedMeanwhile, int closed) {

    static final int ROUNDS = 15;

    private static final String BEGINNING = "GET /ws/v1 HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";

    static SlowHeaders attack(URI server, int connections) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (var i = 0; i < connections; i++) {
                var socket = new Socket();
                socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()), 10_000);
                socket.getOutputStream().write(BEGINNING.getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(1);
                sockets.add(socket);
            }
            var served = 0;
            for (var round = 0; round < ROUNDS; round++) {
                sockets.forEach(SlowHeaders::drip);
                served += Person.call(server, Map.of(), "GET", "/me", null).status() == 401 ? 1 : 0;
                LockSupport.parkNanos(1_000_000_000);
            }
            var closed = (int) sockets.stream().filter(SlowHeaders::isClosed).count();
            return new SlowHeaders(connections, served, closed);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            // The server has had enough of it: that is what isClosed finds.
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public String toString() {
        return "slow headers on %d connections for %d s: %d of %d requests of others served, %d closed by the server"
                .formatted(connections, ROUNDS, servedMeanwhile, ROUNDS, closed);
    }
}
