package dev.confab.security;

import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.function.Consumer;

/** Sockets by hand of people who are signed in. */
final class Sockets {

    /** What {@link #closeCode} says of a connection that ended without a close frame. */
    static final int NO_CODE = -1;

    private static final int LIMIT_MS = 15_000;

    private Sockets() {}

    /** Open, and the server's {@code ready} read. */
    static RawSocket open(Person person) throws IOException {
        var socket = attempt(person, Map.of());
        if (socket.status() != 101) {
            throw new AssertionError("the handshake was answered " + socket.status() + ": " + socket.body());
        }
        socket.readLimit(LIMIT_MS);
        socket.sendText("{\"type\":\"resume\"}");
        socket.next("ready");
        return socket;
    }

    /** A handshake with the person's credentials and these headers, whatever becomes of it; null removes a header. */
    static RawSocket attempt(Person person, Map<String, String> headers) throws IOException {
        var all = RawSocket.handshake(person.server());
        all.putAll(person.credentials());
        headers.forEach(all::put);
        var socket = RawSocket.connect(person.server(), "/ws/v1", all);
        socket.readLimit(LIMIT_MS);
        return socket;
    }

    static int closeCode(RawSocket socket) throws IOException {
        return closeCode(socket, frame -> {});
    }

    /** The code of the close frame, waiting for it; what comes before it is handed on. Pings are not answered. */
    static int closeCode(RawSocket socket, Consumer<RawSocket.Frame> before) throws IOException {
        try {
            while (true) {
                var frame = socket.read();
                if (frame.opcode() == RawSocket.CLOSE) {
                    return frame.closeCode();
                }
                before.accept(frame);
            }
        } catch (EOFException | SocketException e) {
            return NO_CODE;
        }
    }
}
