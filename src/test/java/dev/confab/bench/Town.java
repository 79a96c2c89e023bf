package dev.confab.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** People and channels, made through the REST API. */
final class Town implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern HEAD = Pattern.compile("\"head\":(\\d+)");
    /** Signing up costs the server a tenth of a second of a core, on purpose. */
    private static final int AT_ONCE = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    /** Somebody who has signed up; {@code cookie} is the session's. */
    record Person(String id, String cookie) {}

    Town(int port) {
        this.port = port;
    }

    List<Person> people(String name, int count) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var people = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> signUp(name + i)))
                    .toList();
            return people.stream().map(Town::join).toList();
        }
    }

    private static Person join(Future<Person> person) {
        try {
            return person.get();
        } catch (Exception e) {
            throw new Unexpected("somebody could not sign up", e);
        }
    }

    Person signUp(String username) {
        var body = "{\"username\":\"" + username + "\",\"email\":\"" + username + "@example.org\",\"displayName\":\""
                + username + "\",\"password\":\"a garden of forking loads\"}";
        var answer = call("POST", "/accounts", "", body);
        var cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.contains("confab_session="))
                .map(one -> one.substring(0, one.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new Unexpected("no session for " + username));
        return new Person(first(ID, answer.body()), cookie);
    }

    /** The id of a new private channel with these members. */
    String channel(String name, Person owner, List<Person> members) {
        var body = "{\"kind\":\"private\",\"name\":\"" + name + "\"}";
        var id = first(ID, call("POST", "/channels", owner.cookie(), body).body());
        members.forEach(member -> call("PUT", "/channels/" + id + "/members/" + member.id(), owner.cookie(), ""));
        return id;
    }

    long head(Person member, String channel) {
        return Long.parseLong(first(
                HEAD, call("GET", "/channels/" + channel, member.cookie(), "").body()));
    }

    /** What this person is answered, as it came. */
    String answer(Person person, String path) {
        return call("GET", path, person.cookie(), "").body();
    }

    void post(Person author, String channel, String text) {
        call(
                "POST",
                "/channels/" + channel + "/messages",
                author.cookie(),
                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"" + text + "\"}");
    }

    /** Where this person's sockets are opened. */
    Loop.Door door(Person person) {
        return door(person, port);
    }

    /** The same of another node of the same cluster. */
    static Loop.Door door(Person person, int port) {
        return new Loop.Door(
                port,
                "/ws/v1",
                "Sec-WebSocket-Protocol: confab.v1\r\nOrigin: http://localhost:" + port + "\r\nCookie: "
                        + person.cookie() + "\r\n",
                "{\"type\":\"resume\",\"cursors\":{}}");
    }

    private HttpResponse<String> call(String method, String path, String cookie, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Origin", "http://localhost:" + port)
                .header("Cookie", cookie)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new Unexpected(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new Unexpected(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unexpected("interrupted", e);
        }
    }

    private static String first(Pattern pattern, String json) {
        Matcher found = pattern.matcher(json);
        if (!found.find()) {
            throw new Unexpected("no " + pattern + " in " + json);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        http.close();
    }
}
