package dev.confab.testing;

import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client by hand (RFC 6455), so that a test can send what no decent client would, read slowly or not at all,
 * and hang up rudely. One thread may read while another one sends.
 */
public final class RawSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int CONNECT_LIMIT_MS = 10_000;

    /** One frame of the wire. */
    public record Frame(boolean fin, int rsv, int opcode, byte[] payload) {

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame; 1005 when it has none (RFC 6455, 7.1.5). */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    private final Socket socket;
    private final SlowStream bytes;
    private final DataInputStream in;
    private final int status;
    private final Map<String, String> headers;
    private final Queue<JsonObject> waiting = new ArrayDeque<>();
    private String body = "";

    private RawSocket(Socket socket, String request) throws IOException {
        this.socket = socket;
        this.bytes = new SlowStream(socket.getInputStream());
        this.in = new DataInputStream(new BufferedInputStream(bytes, 65_536));
        sendBytes(request.getBytes(StandardCharsets.ISO_8859_1));
        this.status = Integer.parseInt(line().split(" ")[1]);
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        if (status != 101 && headers.containsKey("Content-Length")) {
            body = new String(in.readNBytes(Integer.parseInt(headers.get("Content-Length"))), StandardCharsets.UTF_8);
        }
    }

    /** A handshake's headers as they should be, to be changed at will: remove one by giving it the value null. */
    public static Map<String, String> handshake(URI server) {
        var key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Host", server.getAuthority());
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
        headers.put("Sec-WebSocket-Protocol", "confab.v1");
        return headers;
    }

    /** Connects and shakes hands; the server's answer may be a refusal, see {@link #status}. */
    public static RawSocket connect(URI server, String path, Map<String, String> headers) throws IOException {
        return connect(server, path, headers, 0);
    }

    /** The same with a receive buffer of this many bytes, for readers that are slow; 0 is the system's choice. */
    public static RawSocket connect(URI server, String path, Map<String, String> headers, int receiveBuffer)
            throws IOException {
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> {
            if (value != null) {
                request.append(name).append(": ").append(value).append("\r\n");
            }
        });
        var socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()), CONNECT_LIMIT_MS);
            socket.setSoTimeout(CONNECT_LIMIT_MS);
            var raw = new RawSocket(socket, request.append("\r\n").toString());
            socket.setSoTimeout(0);
            return raw;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Of the answer to the handshake; 101 is a yes. */
    public int status() {
        return status;
    }

    /** Of the answer to the handshake. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Of a refusal. */
    public String body() {
        return body;
    }

    public void sendText(String text) throws IOException {
        send(true, 0, TEXT, text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** Any frame, good or bad. */
    public void send(boolean fin, int rsv, int opcode, byte[] payload, boolean masked) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        var mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (mask | 127)).putLong(payload.length);
        }
        if (masked) {
            var key = new byte[4];
            ThreadLocalRandom.current().nextBytes(key);
            frame.put(key);
            for (var i = 0; i < payload.length; i++) {
                frame.put((byte) (payload[i] ^ key[i % 4]));
            }
        } else {
            frame.put(payload);
        }
        sendBytes(Arrays.copyOf(frame.array(), frame.position()));
    }

    public void sendClose(int code) throws IOException {
        send(true, 0, CLOSE, ByteBuffer.allocate(2).putShort((short) code).array(), true);
    }

    /** Anything at all. */
    public synchronized void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next frame, waiting for it; {@link EOFException} when the server has hung up. */
    public Frame read() throws IOException {
        var first = in.readUnsignedByte();
        var second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if ((second & 0x80) != 0) {
            throw new IOException("a server must not mask (RFC 6455, 5.1)");
        }
        var payload = in.readNBytes(Math.toIntExact(length));
        if (payload.length < length) {
            throw new EOFException();
        }
        return new Frame((first & 0x80) != 0, first >> 4 & 7, first & 15, payload);
    }

    /**
     * The next of the objects that come in arrays, as Confab's frames do, whose {@code type} is this; those before it are passed
     * over, those after it wait for the next call.
     */
    public JsonObject next(String type) throws IOException {
        while (true) {
            var object = next();
            if (object.getString("type").equals(type)) {
                return object;
            }
        }
    }

    /** The next of those objects, whatever its type. */
    public JsonObject next() throws IOException {
        while (waiting.isEmpty()) {
            var frame = read();
            if (frame.opcode() == CLOSE) {
                throw new AssertionError("closed with " + frame.closeCode() + " instead of a frame");
            }
            if (frame.opcode() == PING) {
                send(true, 0, PONG, frame.payload(), true); // as every client does by itself
            }
            if (frame.opcode() == TEXT) {
                waiting.addAll(Wire.frames(frame.text()));
            }
        }
        return waiting.remove();
    }

    /** How long {@link #read} waits, before it throws a {@link java.net.SocketTimeoutException}; 0 is for ever. */
    public void readLimit(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
    }

    /** From now on the socket gives up only so many bytes a second. */
    public void readRate(long bytesPerSecond) {
        bytes.rate(bytesPerSecond);
    }

    /** The bytes as they come, for a reader that counts them itself. */
    public InputStream bytes() {
        return in;
    }

    /** Hangs up with RST: no close frame, no FIN, and what is under way is lost. */
    public void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Hangs up with FIN and without a close frame. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
