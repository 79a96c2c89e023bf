package dev.confab.web;

import dev.confab.event.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers of filters, which stand before REST. */
public final class Answers {
    private Answers() {}

    /** RFC 9110, section 15.5.6: who takes the wrong method is told the right ones. */
    public static void sendNotAllowed(HttpServletResponse response, String allowed) throws IOException {
        response.setHeader("Allow", allowed);
        send(response, Problem.ofStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED));
    }

    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = Json.of(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        if (problem.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(problem.retryAfterSeconds()));
        }
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
