package dev.confab.web.live;

import dev.confab.account.Identity;
import dev.confab.account.Role;
import dev.confab.ops.Settings;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The other end of a socket: what has arrived, and whether it is taken. */
final class Socket {
    private final List<String> arrived = new ArrayList<>();
    private final Deque<SendHandler> inFlight = new ArrayDeque<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private int pings;
    private boolean takesAll = true;

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

    Session session() {
        RemoteEndpoint.Async remote = (RemoteEndpoint.Async) Proxy.newProxyInstance(
                Socket.class.getClassLoader(), new Class<?>[] {RemoteEndpoint.Async.class}, (proxy, called, args) -> {
                    if (!closed.isEmpty()) {
                        throw new IllegalStateException("the socket is closed");
                    }
                    switch (called.getName()) {
                        case "sendText" -> {
                            arrived.add((String) args[0]);
                            if (args.length == 1) {
                                return CompletableFuture.completedFuture(null);
                            }
                            inFlight.add((SendHandler) args[1]);
                        }
                        case "sendPing" -> pings++;
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
        return (Session) Proxy.newProxyInstance(
                Socket.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, called, args) -> {
                    switch (called.getName()) {
                        case "getAsyncRemote" -> {
                            return remote;
                        }
                        case "close" -> closed.add((CloseReason) args[0]);
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
    }

    /** From now on it takes a frame only when it is told to. */
    Socket slow() {
        takesAll = false;
        return this;
    }

    boolean takesAll() {
        return takesAll;
    }

    int inFlight() {
        return inFlight.size();
    }

    /** The frame in flight has been taken. */
    void take() {
        inFlight.remove().onResult(new SendResult(session()));
    }

    void breakOff() {
        inFlight.remove().onResult(new SendResult(session(), new IOException("broken pipe")));
    }

    List<String> arrived() {
        return arrived;
    }

    int pings() {
        return pings;
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
