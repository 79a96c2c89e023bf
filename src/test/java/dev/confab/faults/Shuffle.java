package dev.confab.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A proxy before Redis that understands its protocol (RESP3): while it is on, each message of a subscription is passed on
 * twice, each time after a while of its own, so that they overtake each other. All else goes through as it is.
 */
final class Shuffle implements AutoCloseable {
    private static final int LONGEST_DELAY_MS = 50;
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final ServerSocket server;
    private final Random random;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private volatile int target;
    private volatile boolean isOn;

    private Shuffle(ServerSocket server, int target, long seed) {
        this.server = server;
        this.target = target;
        this.random = new Random(seed);
    }

    static Shuffle before(int port, long seed) {
        try {
            var shuffle = new Shuffle(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port, seed);
            Thread.ofVirtual().name("shuffle").start(shuffle::accept);
            return shuffle;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** New connections go to another Redis; those that there are end with the one that they lead to. */
    void redirect(int other) {
        target = other;
    }

    void on(boolean value) {
        isOn = value;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                try {
                    var redis = new Socket(InetAddress.getLoopbackAddress(), target);
                    client.setTcpNoDelay(true);
                    redis.setTcpNoDelay(true);
                    Thread.ofVirtual().start(() -> pass(client, redis));
                    Thread.ofVirtual().start(() -> shuffle(redis, client));
                } catch (IOException e) {
                    client.close(); // Redis is away
                }
            } catch (IOException e) {
                // Closed, or a client that was gone before we saw it.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The end of the connection, whoever has ended it.
        }
    }

    private void shuffle(Socket from, Socket to) {
        try (from;
                to) {
            var in = new BufferedInputStream(from.getInputStream());
            var out = to.getOutputStream();
            for (var value = read(in); value != null; value = read(in)) {
                if (isOn && isMessage(value)) {
                    write(value, out, random.nextInt(LONGEST_DELAY_MS));
                    write(value, out, random.nextInt(LONGEST_DELAY_MS));
                } else {
                    write(value, out, 0);
                }
            }
        } catch (IOException e) {
            // The same.
        }
    }

    private void write(byte[] value, OutputStream out, int delay) {
        // All by one thread, so that no value comes into the middle of another.
        later.schedule(
                () -> {
                    try {
                        out.write(value);
                        out.flush();
                    } catch (IOException e) {
                        // The same.
                    }
                },
                delay,
                TimeUnit.MILLISECONDS);
    }

    private static boolean isMessage(byte[] value) {
        var start = new String(value, 0, Math.min(value.length, 40), StandardCharsets.ISO_8859_1);
        return start.matches("(?s)[>*]3\r\n\\$\\d+\r\ns?message\r\n.*");
    }

    /** One whole value as it stands on the wire; null at the end. */
    private static byte[] read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        return readInto(in, bytes) ? bytes.toByteArray() : null;
    }

    private static boolean readInto(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        var line = line(in, bytes);
        if (line.isEmpty()) {
            return false;
        }
        switch (line.charAt(0)) {
            case '$', '=', '!' -> {
                var length = number(line);
                if (length >= 0) {
                    bytes.write(in.readNBytes(length + 2));
                }
            }
            case '*', '>', '~' -> values(in, bytes, number(line));
            case '%', '|' -> values(in, bytes, 2 * number(line));
            default -> {
                // All of it is on its line.
            }
        }
        return true;
    }

    private static void values(InputStream in, ByteArrayOutputStream bytes, int count) throws IOException {
        for (var i = 0; i < count; i++) {
            readInto(in, bytes);
        }
    }

    private static int number(String line) throws IOException {
        var number = Integer.parseInt(line.substring(1));
        if (number > MOST_BYTES) {
            throw new IOException("Redis does not say so much at once");
        }
        return number;
    }

    private static String line(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        later.shutdownNow();
    }
}
