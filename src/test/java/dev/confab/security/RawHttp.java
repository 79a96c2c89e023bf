package dev.confab.security;

import dev.confab.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 by hand, one request for each connection: any target, any header, any bytes. */
final class RawHttp {

    private static final int LIMIT_MS = 20_000;

    /** What came back, before anybody has judged it. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private RawHttp() {}

    /** An answer that carries what every answer of Confab must. */
    static Reply send(URI server, String method, String target, Map<String, String> headers, byte[] body) {
        var answer = sendAnything(server, method, target, headers, body);
        var judged = HttpHeaders.of(answer.headers, (name, value) -> true);
        return Reply.of(method, place(target), answer.status, judged, answer.body);
    }

    private static URI place(String target) {
        try {
            if (target.startsWith("/api/")) {
                return new URI(target);
            }
        } catch (URISyntaxException e) {
            return URI.create("/api/");
        }
        // What was sent may be no URI at all.
        return URI.create(target.startsWith("/files/") ? "/files/" : "/");
    }

    static Reply get(URI server, String target) {
        return send(server, "GET", target, Map.of(), new byte[0]);
    }

    /** A call with JSON that no JSON library would write. */
    static Reply json(URI server, Map<String, String> headers, String method, String target, String json) {
        return json(server, headers, method, target, json.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(URI server, Map<String, String> headers, String method, String target, byte[] json) {
        var all = new TreeMap<>(headers);
        all.putIfAbsent("Content-Type", "application/json");
        return send(server, method, target, all, json);
    }

    /** An answer of whoever it is, the container included. */
    static Answer sendAnything(URI server, String method, String target, Map<String, String> headers, byte[] body) {
        var all = new TreeMap<>(Map.of("Host", server.getAuthority(), "Connection", "close"));
        if (body.length > 0) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        all.putAll(headers);
        var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()), LIMIT_MS);
            var out = new ByteArrayOutputStream();
            out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            write(socket, out.toByteArray());
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    // Who is refused for the size of a body may have hung up before all of it was sent.
    private static void write(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // The answer is there already, or the read fails.
        }
    }

    private static Answer parse(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer: \"" + text + "\"");
        }
        var lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var line : List.of(lines).subList(1, lines.length)) {
            var colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        var body = text.substring(end + 4);
        if (String.join("", headers.getOrDefault("Transfer-Encoding", List.of()))
                .equalsIgnoreCase("chunked")) {
            body = unchunked(body);
        }
        var decoded = new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, decoded);
    }

    private static String unchunked(String body) {
        var whole = new StringBuilder();
        var at = 0;
        while (true) {
            var line = body.indexOf("\r\n", at);
            var size = Integer.parseInt(body.substring(at, line).strip(), 16);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}
