package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Files that people send and read; an answer's text has a character for each byte. */
final class Uploads {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    private Uploads() {}

    static HttpResponse<String> ask(Person who, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(who.server().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        who.credentials().forEach(request::header);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    static JsonObject upload(Person who, String name, byte[] body) throws IOException, InterruptedException {
        var answer = ask(who, "POST", "/api/v1/files?name=" + Person.encoded(name), body, "Content-Type", "text/html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Wire.parseObject(answer.body());
    }

    static HttpResponse<String> read(Person who, String id, String... headers)
            throws IOException, InterruptedException {
        return ask(who, "GET", "/files/" + id, new byte[0], headers);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JsonObject send(String file) {
        return Wire.object("clientId", UUID.randomUUID().toString(), "attachments", List.of(file));
    }
}
