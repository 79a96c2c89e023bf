package dev.confab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A node as the load balancer sees one: it says whether it is ready, who it is, and repeats what a socket says. */
final class TinyNode implements AutoCloseable {

    private final String name;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean isReady = true;

    TinyNode(String name) throws IOException {
        this.name = name;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void ready(boolean now) {
        isReady = now;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    var parts = line.split(line.contains(": ") ? ": " : " ", 2);
                    headers.merge(parts[0], parts[1], (one, other) -> one + "," + other);
                } else if ("websocket".equals(headers.get("Upgrade"))) {
                    shakeHands(socket, headers.get("Sec-WebSocket-Key"));
                    repeat(in, socket);
                    return;
                } else {
                    answer(socket, headers);
                    headers.clear();
                }
            }
        } catch (IOException e) {
            // Hung up.
        } finally {
            sockets.remove(socket);
        }
    }

    private void answer(Socket socket, TreeMap<String, String> headers) throws IOException {
        var isHealth = headers.getOrDefault("GET", "").startsWith("/health/ready");
        var body = name + " " + headers.get("X-Forwarded-For") + " " + headers.get("X-Forwarded-Proto");
        var status = isHealth && !isReady ? "503 Not yet" : "200 Yes";
        say(socket, "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void shakeHands(Socket socket, String key) throws IOException {
        try {
            // RFC 6455, 4.2.2; HAProxy looks whether it is right.
            var accept = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            say(
                    socket,
                    "HTTP/1.1 101 Hello\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void repeat(BufferedReader in, Socket socket) throws IOException {
        for (var letter = in.read(); letter >= 0; letter = in.read()) {
            socket.getOutputStream().write(letter);
        }
    }

    private static void say(Socket socket, String what) throws IOException {
        socket.getOutputStream().write(what.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Gone, with its connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
