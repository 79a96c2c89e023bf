package dev.confab.testing;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** An answer to a REST call. */
public record Reply(String request, int status, HttpHeaders headers, String body) {

    static Reply of(HttpResponse<String> response) {
        var request = response.request();
        if (Balancer.isItsOwn(response.statusCode(), response.body())
                || isOfAContainerThatEnds(response.statusCode(), response.body())) {
            throw new UncheckedIOException(new IOException("the balancer answers " + response.statusCode()));
        }
        return of(request.method(), request.uri(), response.statusCode(), response.headers(), response.body());
    }

    /** An answer that came some other way. Fails if it lacks what every answer must carry, or tells what none may. */
    public static Reply of(String method, URI target, int status, HttpHeaders headers, String body) {
        Secrets.noteIssued(headers, body);
        Told.check(method, target, status, body);
        Armour.check(method + " " + target, target, status, headers.map(), body);
        return new Reply(method + " " + target, status, headers, body);
    }

    /** Itself, if it has one of these statuses. */
    public Reply expect(int... statuses) {
        for (var expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new AssertionError(request + " was answered " + status + ": " + body);
    }

    public JsonObject json() {
        return Wire.parseObject(body);
    }

    /** The value of this answer's cookie of that name. */
    public String cookie(String name) {
        return headers.allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1).split(";")[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError(request + " set no cookie " + name));
    }

    /** From SIGTERM on, once the application has been told to stop, the container answers by itself, without a word. */
    private static boolean isOfAContainerThatEnds(int status, String body) {
        return status == 503 && body.isEmpty();
    }
}
