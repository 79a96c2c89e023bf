package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.account.Identity;
import dev.confab.account.Role;
import dev.confab.ops.Settings;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The other end of a socket: what has arrived, and whether it is taken. */
final class Socket {
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int PING = 9;

    private final List<String> arrived = new ArrayList<>();
    private final List<Integer> opcodes = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final Line line = new Line();
    private WriteListener listener;
    private boolean takesAll = true;
    private boolean isFull;
    private boolean isBroken;
    private Runnable atText = () -> {};
    private int cuts;

    Socket() {
        try {
            line.open(new Upgraded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the container gives an upgraded connection. */
    private final class Upgraded implements WebConnection {
        @Override
        public ServletInputStream getInputStream() {
            throw new UnsupportedOperationException("nothing is read here");
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new Out();
        }

        @Override
        public void close() {
            cuts++;
        }
    }

    private final class Out extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return !isFull;
        }

        @Override
        public void setWriteListener(WriteListener told) {
            listener = told;
        }

        @Override
        public void write(int b) {
            wire.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (isBroken) {
                throw new IOException("broken pipe");
            }
            if (isFull) {
                throw new IllegalStateException("written without room");
            }
            wire.write(bytes, from, length);
        }

        @Override
        public void flush() {
            hear(ByteBuffer.wrap(wire.toByteArray()));
            wire.reset();
        }
    }

    private void hear(ByteBuffer frame) {
        int opcode = frame.get() & OPCODE;
        opcodes.add(opcode);
        int length = frame.get();
        byte[] payload = new byte
                [length == 126
                        ? Short.toUnsignedInt(frame.getShort())
                        : length == 127 ? (int) frame.getLong() : length];
        frame.get(payload);
        assertThat(frame.hasRemaining()).as("one frame at a time").isFalse();
        if (opcode == TEXT) {
            atText.run();
            arrived.add(new String(payload, StandardCharsets.UTF_8));
            isFull = !takesAll;
        }
    }

    static Settings.Limits limits(int outboxEvents, int outboxBytes) {
        return new Settings.Limits(
                8_000,
                65_536,
                262_144,
                30,
                Duration.ofSeconds(5),
                60,
                10,
                50,
                50,
                1_000,
                10_000,
                1_000_000,
                outboxEvents,
                outboxBytes,
                1_000);
    }

    static Identity identity(String user) {
        return new Identity(user, Role.MEMBER, user + "'s session", false, Instant.MAX);
    }

    Line line() {
        return line;
    }

    /** A connection on this socket, with the usual outbox. */
    Connection connection(String user, Consumer<Connection> whenReady, LongSupplier nanos) {
        return connection(user, limits(256, 1024 * 1024), whenReady, nanos);
    }

    Connection connection(String user, Settings.Limits limits, Consumer<Connection> whenReady, LongSupplier nanos) {
        return new Connection(
                user + "'s socket", session(), line, identity(user), limits, new ClosedAtOnce(), whenReady, nanos);
    }

    Session session() {
        return (Session) Proxy.newProxyInstance(
                Socket.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, called, args) -> {
                    if (!called.getName().equals("close")) {
                        throw new UnsupportedOperationException(called.getName());
                    }
                    closed.add((CloseReason) args[0]);
                    return null;
                });
    }

    /** From now on it takes a frame only when it is told to. */
    Socket slow() {
        takesAll = false;
        return this;
    }

    /** What the writing thread does before a text has arrived. */
    Socket doing(Runnable what) {
        atText = what;
        return this;
    }

    boolean takesAll() {
        return takesAll;
    }

    int inFlight() {
        return isFull ? 1 : 0;
    }

    /** The frame in flight has been taken. */
    void take() {
        isFull = false;
        try {
            listener.onWritePossible();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is gone, and nobody knows before the next write. */
    void breakUnheard() {
        isBroken = true;
    }

    void breakOff() {
        isBroken = true;
        listener.onError(new IOException("broken pipe"));
    }

    /** How often the connection was ended. */
    int cuts() {
        return cuts;
    }

    /** The opcodes of all frames (RFC 6455, section 11.8). */
    List<Integer> opcodes() {
        return opcodes;
    }

    List<String> arrived() {
        return arrived;
    }

    int pings() {
        return Collections.frequency(opcodes, PING);
    }

    /** The codes that it was closed with. */
    List<Integer> closed() {
        return closed.stream().map(reason -> reason.getCloseCode().getCode()).toList();
    }

    /** All that has arrived, object by object. */
    List<JsonObject> frames() {
        List<JsonObject> frames = new ArrayList<>();
        for (String text : arrived) {
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                JsonArray array = reader.readArray();
                array.forEach(frame -> frames.add(frame.asJsonObject()));
            }
        }
        return frames;
    }

    /** The events of a log that have arrived, by seq. */
    List<Long> seqs(String log) {
        return frames().stream()
                .filter(frame -> frame.getString("type").equals("event")
                        && frame.getString("log").equals(log))
                .map(frame -> frame.getJsonNumber("seq").longValue())
                .toList();
    }

    List<String> types() {
        return frames().stream().map(frame -> frame.getString("type")).toList();
    }
}
