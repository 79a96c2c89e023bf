package dev.confab.testing;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Somebody with an account, on one device: one session cookie or one token. Talks REST here and the socket by {@link #live}.
 * What a method is named after must succeed; to see a refusal, make the call by {@link #call}.
 */
public final class Person {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final String PASSWORD = "correct horse battery staple";

    private final URI server;
    private final String id;
    private final String username;
    private final Map<String, String> credentials;

    private Person(URI server, String id, String username, Map<String, String> credentials) {
        this.server = server;
        this.id = id;
        this.username = username;
        this.credentials = credentials;
    }

    /** A new account; a random ending keeps two of one name apart. */
    public static Person signUp(URI server, String name) {
        var username = name + "-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        var account = Wire.object(
                "username",
                username,
                "email",
                username + "@example.com",
                "displayName",
                Character.toUpperCase(name.charAt(0)) + name.substring(1),
                "password",
                PASSWORD);
        var reply = call(server, Map.of(), "POST", "/accounts", account).expect(201);
        return new Person(server, reply.json().getString("id"), username, session(server, reply));
    }

    /** The same person on another device, with a session of its own. */
    public Person signIn() {
        var login = Wire.object("login", username, "password", PASSWORD);
        return new Person(
                server,
                id,
                username,
                session(
                        server,
                        call(server, Map.of(), "POST", "/session", login).expect(200)));
    }

    /** The same person by a new API token, as a program signs in. */
    public Person byToken() {
        var token = call("POST", "/tokens", Wire.object("name", "a program"))
                .expect(201)
                .json();
        return new Person(server, id, username, Map.of("Authorization", "Bearer " + token.getString("token")));
    }

    /** The same person and session by way of another address: another node, or a proxy that makes trouble. */
    public Person by(URI other) {
        var same = new TreeMap<>(credentials);
        same.computeIfPresent("Origin", (name, value) -> origin(other));
        return new Person(other, id, username, same);
    }

    public void signOut() {
        call("DELETE", "/session", null).expect(204);
    }

    public String id() {
        return id;
    }

    public String username() {
        return username;
    }

    public String password() {
        return PASSWORD;
    }

    public URI server() {
        return server;
    }

    /** The headers that make a request this person's: cookie and origin, or a token. */
    public Map<String, String> credentials() {
        return credentials;
    }

    /** A new public channel's id. */
    public String createChannel(String name) {
        return createChannel("public", name);
    }

    public String createPrivateChannel(String name) {
        return createChannel("private", name);
    }

    private String createChannel(String kind, String name) {
        var unique = name + "-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        return call("POST", "/channels", Wire.object("kind", kind, "name", unique))
                .expect(201)
                .json()
                .getString("id");
    }

    /** The id of the direct channel with another person, be it new or not. */
    public String direct(Person other) {
        var channel = Wire.object("kind", "direct", "members", List.of(other.id));
        return call("POST", "/channels", channel).expect(200, 201).json().getString("id");
    }

    public void join(String channel) {
        call("PUT", "/channels/" + channel + "/members/" + id, null).expect(204);
    }

    public void leave(String channel) {
        call("DELETE", "/channels/" + channel + "/members/" + id, null).expect(204);
    }

    public void add(String channel, Person other) {
        call("PUT", "/channels/" + channel + "/members/" + other.id, null).expect(204);
    }

    public void remove(String channel, Person other) {
        call("DELETE", "/channels/" + channel + "/members/" + other.id, null).expect(204);
    }

    /** Posts by REST; gives the message back. */
    public JsonObject post(String channel, String text) {
        return tryPost(channel, UUID.randomUUID().toString(), text).expect(201).json();
    }

    public Reply tryPost(String channel, String clientId, String text) {
        return call("POST", "/channels/" + channel + "/messages", Wire.object("clientId", clientId, "text", text));
    }

    /** A reply that stands in the thread alone. */
    public JsonObject reply(String channel, String parent, String text) {
        return call(
                        "POST",
                        "/channels/" + channel + "/messages",
                        Wire.object("clientId", UUID.randomUUID().toString(), "text", text, "parent", parent))
                .expect(201)
                .json();
    }

    public void react(String message, String emoji) {
        call("PUT", "/messages/" + message + "/reactions/" + encoded(emoji), null)
                .expect(204);
    }

    public void unreact(String message, String emoji) {
        call("DELETE", "/messages/" + message + "/reactions/" + encoded(emoji), null)
                .expect(204);
    }

    public JsonObject edit(String message, String text) {
        return call("PATCH", "/messages/" + message, Wire.object("text", text))
                .expect(200)
                .json();
    }

    public void delete(String message) {
        call("DELETE", "/messages/" + message, null).expect(204);
    }

    /** The newest messages, oldest first, at most 200. */
    public List<JsonObject> messages(String channel) {
        return Wire.objects(get("/channels/" + channel + "/messages?limit=200")
                .expect(200)
                .json()
                .getJsonArray("messages"));
    }

    /** The channel as it is for this person. */
    public JsonObject channel(String channel) {
        return get("/channels/" + channel).expect(200).json();
    }

    public Reply get(String path) {
        return call("GET", path, null);
    }

    /** Any call under {@code /api/v1}, whatever the answer. */
    public Reply call(String method, String path, JsonObject body) {
        return call(server, credentials, method, path, body);
    }

    /** Opens the socket; the connection starts at the heads. */
    public Live live() {
        return Live.open(this);
    }

    /** A value in a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The origin of a page that the server itself has sent. */
    public static String origin(URI server) {
        return server.getScheme() + "://" + server.getAuthority();
    }

    /** A call with any headers, or none. */
    public static Reply call(URI server, Map<String, String> headers, String method, String path, JsonObject body) {
        noteSecrets(body);
        var request = request(server, headers, path);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return send(request.build());
    }

    /** What the server says of a file that is theirs now. */
    public JsonObject upload(String name, byte[] bytes) {
        var request = request(server, credentials, "/files?name=" + encoded(name))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        return send(request.build()).expect(201).json();
    }

    private static HttpRequest.Builder request(URI server, Map<String, String> headers, String path) {
        var request = HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private static Reply send(HttpRequest request) {
        try {
            return Reply.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void noteSecrets(JsonObject body) {
        if (body != null) {
            Stream.of("password", "current")
                    .filter(field -> body.get(field) instanceof JsonString)
                    .forEach(field -> Secrets.note(body.getString(field)));
        }
    }

    private static Map<String, String> session(URI server, Reply reply) {
        return Map.of("Cookie", "confab_session=" + reply.cookie("confab_session"), "Origin", origin(server));
    }
}
