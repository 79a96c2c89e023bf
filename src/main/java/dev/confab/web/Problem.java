package dev.confab.web;

import dev.confab.event.Json;
import java.time.Duration;
import java.util.List;

/**
 * Why something was refused, after RFC 9457. Nothing of the server's inside is in it.
 *
 * @param type the last part of the path under {@code /problems/}
 * @param errors which fields are wrong, for bad input
 * @param retryAfter when to try again, or null
 * @param head the log's head where a client must start afresh, or null
 */
public record Problem(
        String type, int status, String title, String detail, List<Wrong> errors, Duration retryAfter, Long head)
        implements Json.Writable {

    /**
     * A field and what is wrong with it.
     *
     * @param code a stable name for what the message says, for clients that say it in another language, or null
     * @param limit the number in the message, or null
     */
    public record Wrong(String field, String message, String code, Integer limit) implements Json.Writable {

        public Wrong(String field, String message) {
            this(field, message, null, null);
        }

        @Override
        public void writeTo(Json json) {
            json.put("field", field).put("message", message);
            if (code != null) {
                json.put("code", code);
            }
            if (limit != null) {
                json.put("limit", limit);
            }
        }
    }

    private static Problem of(String type, int status, String title, String detail) {
        return new Problem(type, status, title, detail, List.of(), null, null);
    }

    public static Problem malformed(String detail) {
        return of("malformed", 400, "The request cannot be understood", detail);
    }

    public static Problem signedOut() {
        return of("signed-out", 401, "Not signed in", "Sign in first; a session or token may have ended.");
    }

    public static Problem wrongCredentials() {
        return of("wrong-credentials", 401, "Not signed in", "The name or the password is wrong.");
    }

    public static Problem notAllowed(String why) {
        return of("not-allowed", 403, "Not allowed", why);
    }

    public static Problem foreignOrigin() {
        return of("foreign-origin", 403, "Not allowed", "The request does not come from this site.");
    }

    /** Not there, or not for this user to know of: the same answer. */
    public static Problem notFound() {
        return of("not-found", 404, "Not found", "There is nothing here, or nothing that you may see.");
    }

    public static Problem conflict(String detail) {
        return of("conflict", 409, "Conflict", detail);
    }

    public static Problem taken(String field) {
        return conflict("The " + field + " is taken.").with(List.of(new Wrong(field, "is taken", "taken", null)));
    }

    public static Problem full(String what) {
        return conflict("The limit for " + what + " is reached.");
    }

    public static Problem tooBig(long limit) {
        return of("too-big", 413, "Too big", "At most " + limit + " bytes are taken.");
    }

    public static Problem invalid(List<Wrong> errors) {
        return of("invalid", 422, "Some values are not valid", "See errors.").with(errors);
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Wrong(field, message)));
    }

    /** With a code, as {@link Wrong} has it. */
    public static Problem invalid(String field, String code, String message) {
        return invalid(List.of(new Wrong(field, message, code, null)));
    }

    public static Problem tooMany(String detail, Duration retryAfter) {
        return of("too-many-requests", 429, "Too many requests", detail).after(retryAfter);
    }

    public static Problem gone(long head) {
        return new Problem(
                "gone", 410, "Gone", "This part of the log is not kept any more: start afresh.", List.of(), null, head);
    }

    public static Problem unavailable() {
        return of(
                        "unavailable",
                        503,
                        "Not available now",
                        "Try again soon. A message may be repeated under its clientId without being said twice.")
                .after(Duration.ofSeconds(1));
    }

    /** The next node is a good answer to it. */
    public static Problem drained() {
        return of(
                        "unavailable",
                        503,
                        "Not available now",
                        "This node takes nobody at present. Try again: another one will answer.")
                .after(Duration.ofSeconds(1));
    }

    /** Everybody comes at once: later ones than wait already have to come again. */
    public static Problem crowded() {
        return of("unavailable", 503, "Not available now", "Too many are waiting to be let in.")
                .after(Duration.ofSeconds(5));
    }

    public static Problem broken(String id) {
        return of("internal", 500, "Something is broken here", "It has been logged as " + id + ".");
    }

    /** For a status that the container has chosen. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> malformed("The request is not well-formed.");
            case 401 -> signedOut();
            case 404 -> notFound();
            case 405 -> of("method-not-allowed", 405, "Method not allowed", "This method is not for this address.");
            case 406 -> of("not-acceptable", 406, "Not acceptable", "Only application/json is spoken here.");
            case 413 -> of("too-big", 413, "Too big", "The request is too big.");
            case 415 -> of("unsupported-media-type", 415, "Unsupported media type", "Send application/json.");
            default ->
                status < 500
                        ? of("refused", status, "Refused", "The request was refused.")
                        : of("internal", status, "Something is broken here", "The request was not carried out.");
        };
    }

    private Problem with(List<Wrong> wrongs) {
        return new Problem(type, status, title, detail, wrongs, retryAfter, head);
    }

    private Problem after(Duration wait) {
        return new Problem(type, status, title, detail, errors, wait, head);
    }

    /** Whole seconds, at least one: what Retry-After can say. */
    public long retryAfterSeconds() {
        return Math.max(1, (retryAfter.toMillis() + 999) / 1000);
    }

    @Override
    public void writeTo(Json json) {
        json.put("type", "/problems/" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!errors.isEmpty()) {
            json.put("errors", errors);
        }
        if (retryAfter != null) {
            json.put("retryAfter", retryAfterSeconds());
        }
        if (head != null) {
            json.put("head", head);
        }
    }
}
