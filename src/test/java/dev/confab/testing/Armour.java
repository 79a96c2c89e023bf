package dev.confab.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What every answer must carry whatever was asked, and what none may say. Held against every answer that any test gets
 * (see {@link Reply}), as a header is easily lost on the one path that nobody thought of.
 */
final class Armour {

    /** Header by header, what its value must hold. */
    private static final Map<String, List<String>> WORN = Map.of(
            "Content-Security-Policy",
                    List.of(
                            "default-src 'none'",
                            "script-src 'self';",
                            "object-src 'none'",
                            "base-uri 'none'",
                            "frame-ancestors 'none'"),
            "Strict-Transport-Security", List.of("max-age=31536000", "includeSubDomains"),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("DENY"),
            "Referrer-Policy", List.of("no-referrer"),
            "Cross-Origin-Opener-Policy", List.of("same-origin"),
            "Cross-Origin-Resource-Policy", List.of("same-origin"));

    /** What somebody has uploaded runs nothing at all, not even what is ours. */
    private static final List<String> POLICY_OF_FILES =
            List.of("sandbox;", "default-src 'none'", "frame-ancestors 'none'");

    /** What would tell about the machine behind the answer. */
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat [a-z]+\\.[a-z]|dev\\.confab|jakarta|glassfish|payara|grizzly|eclipse|hibernate|jdbc|SELECT |"
                    + "INSERT |(?i)<html|<!doctype|stack ?trace");

    private Armour() {}

    static void check(String request, URI target, int status, Map<String, List<String>> headers, String body) {
        var missing = new ArrayList<String>();
        var isFile = target.getRawPath().startsWith("/files/") && status < 400;
        WORN.forEach((name, usual) -> {
            var value = String.join(", ", values(headers, name));
            var parts = isFile && name.equals("Content-Security-Policy") ? POLICY_OF_FILES : usual;
            parts.stream()
                    .filter(part -> !value.contains(part))
                    .forEach(part -> missing.add(name + " lacks \"" + part + "\""));
        });
        if (String.join("", values(headers, "Content-Security-Policy")).contains("unsafe-")) {
            missing.add("the policy allows something unsafe");
        }
        for (var teller : List.of("Server", "X-Powered-By", "Access-Control-Allow-Origin")) {
            if (!values(headers, teller).isEmpty()) {
                missing.add("there is a header " + teller);
            }
        }
        var isOfTheApi = target.getRawPath().startsWith("/api/") || status >= 400;
        if (isOfTheApi && !values(headers, "Cache-Control").equals(List.of("no-store"))) {
            missing.add("a cache may keep it");
        }
        if (status >= 400 && !body.isEmpty()) {
            if (!values(headers, "Content-Type").equals(List.of("application/problem+json"))) {
                missing.add("it is not a problem object");
            }
            if (INSIDE.matcher(body).find()) {
                missing.add("it tells of the inside");
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError(request + " was answered " + status + ", but " + missing + ": " + body);
        }
    }

    private static List<String> values(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }
}
