package dev.confab.web.rest;

import dev.confab.event.Json;
import dev.confab.web.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers of REST. */
final class Reply {
    private static final String PROBLEM = "application/problem+json";

    private Reply() {}

    static Response ok(Json.Writable body) {
        return of(200, body);
    }

    static Response created(Json.Writable body) {
        return of(201, body);
    }

    static Response done() {
        return Response.noContent().build();
    }

    private static Response of(int status, Json.Writable body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Json.of(body))
                .build();
    }

    static Response problem(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(PROBLEM).entity(Json.of(problem));
        if (problem.retryAfter() != null) {
            response.header("Retry-After", problem.retryAfterSeconds());
        }
        return response.build();
    }
}
