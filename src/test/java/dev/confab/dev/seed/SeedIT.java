package dev.confab.dev.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed in a server whose WAR holds it, as that of {@code mvn -Prun} does. */
class SeedIT {
    private static final Path WAR = Path.of(System.getProperty("confab.test.war", "target/confab.war"));
    private static final int PAGE = 200;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @Test
    void a_seeded_workspace_is_as_consistent_as_one_that_has_been_used() throws Exception {
        try (ConfabServer server = ConfabServer.named("seed")
                .war(withDevelopmentCode())
                .database(Database.ofThisRun())
                .setting("confab.seed", "true")
                .start()) {
            String ann = signIn(server, "ann");
            List<JsonObject> channels =
                    Wire.objects(get(server, ann, "/channels?limit=200").getJsonArray("channels"));

            assertThat(channels).hasSizeGreaterThan(6);
            for (JsonObject channel : channels) {
                String id = channel.getString("id");
                Map<String, JsonObject> folded = folded(server, ann, id, Wire.number(channel, "head"));
                assertThat(messages(server, ann, id)).isEqualTo(List.copyOf(folded.values()));
                long readSeq = Wire.number(channel, "readSeq");
                String me = get(server, ann, "/me").getString("id");
                assertThat(folded.values().stream()
                                .filter(message -> Wire.number(message, "seq") > readSeq)
                                .filter(message -> !message.getString("author").equals(me))
                                .filter(message -> !message.containsKey("deletedAt")))
                        .hasSize((int) Wire.number(channel, "unread"));
            }
            assertThat(channels).anyMatch(channel -> Wire.number(channel, "unread") > 0);

            server.restart();

            assertThat(Wire.objects(get(server, ann, "/channels?limit=200").getJsonArray("channels")))
                    .isEqualTo(channels);
        }
    }

    /** The WAR of this build and what `mvn -Prun` would add to it. */
    private Path withDevelopmentCode() throws Exception {
        Path classes = Path.of(
                Seed.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path war = Files.copy(WAR, folder.resolve("confab.war"));
        try (var inWar = FileSystems.newFileSystem(war);
                var added = Files.walk(classes.resolve("dev/confab/dev"))) {
            for (Path one : added.filter(SeedIT::isNoTest).toList()) {
                Path place = inWar.getPath("WEB-INF/classes")
                        .resolve(classes.relativize(one).toString());
                Files.createDirectories(place.getParent());
                Files.copy(one, place);
            }
        }
        return war;
    }

    private static boolean isNoTest(Path path) {
        return Files.isRegularFile(path) && !path.getFileName().toString().matches("\\w+(?:Test|IT)(?:\\$.*)?\\.class");
    }

    /** What a client makes of the log, from its first event to the head. */
    private static Map<String, JsonObject> folded(ConfabServer server, String cookie, String channel, long head)
            throws Exception {
        Map<String, JsonObject> messages = new LinkedHashMap<>();
        long seq = 0;
        while (seq < head) {
            JsonObject page = get(server, cookie, "/channels/" + channel + "/log?limit=" + PAGE + "&after=" + seq);
            for (JsonObject event : Wire.objects(page.getJsonArray("events"))) {
                assertThat(Wire.number(event, "seq")).isEqualTo(++seq);
                if (event.getString("kind").startsWith("message.")) {
                    messages.put(event.getJsonObject("body").getString("id"), event.getJsonObject("body"));
                }
            }
        }
        return messages;
    }

    private static List<JsonObject> messages(ConfabServer server, String cookie, String channel) throws Exception {
        List<JsonObject> messages = new ArrayList<>();
        long seq = 0;
        while (true) {
            List<JsonObject> page = Wire.objects(
                    get(server, cookie, "/channels/" + channel + "/messages?limit=" + PAGE + "&after=" + seq)
                            .getJsonArray("messages"));
            if (page.isEmpty()) {
                return messages;
            }
            messages.addAll(page);
            seq = Wire.number(page.getLast(), "seq");
        }
    }

    /** By the page for developers: it shows people's ids. */
    private static String signIn(ConfabServer server, String username) throws Exception {
        String page =
                send(HttpRequest.newBuilder(server.baseUri().resolve("/dev/"))).body();
        String before = page.substring(0, page.indexOf("@" + username));
        String id = before.substring(before.lastIndexOf("value=\"") + 7).split("\"")[0];
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(server.baseUri().resolve("/dev/sign-in"))
                        .header("Origin", origin(server))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("user=" + id)));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static String origin(ConfabServer server) {
        String uri = server.baseUri().toString();
        return uri.substring(0, uri.length() - 1);
    }

    private static JsonObject get(ConfabServer server, String cookie, String path) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(server.baseUri().resolve("/api/v1" + path))
                        .header("Cookie", cookie));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Wire.parseObject(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
