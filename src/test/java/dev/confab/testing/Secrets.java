package dev.confab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Every secret that this run has issued or sent: session and device cookies, tokens, passwords. None of them may be found
 * in what a server writes down.
 */
public final class Secrets {

    private static final int SHORTEST = 8;
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"(?<secret>[^\"]+)\"");
    private static final Map<String, Set<String>> BY_START = new ConcurrentHashMap<>();

    private Secrets() {}

    /**
     * Something that must not be written down from now on. Too short a text would be found by chance, and so would a bare word:
     * whoever tries "password" as a password makes no secret of it.
     */
    public static void note(String secret) {
        if (secret.length() >= SHORTEST && !WORD.matcher(secret).matches()) {
            BY_START.computeIfAbsent(secret.substring(0, SHORTEST), start -> ConcurrentHashMap.newKeySet())
                    .add(secret);
        }
    }

    /** What an answer hands out. */
    static void noteIssued(HttpHeaders headers, String body) {
        headers.allValues("Set-Cookie")
                .forEach(
                        cookie -> note(cookie.substring(cookie.indexOf('=') + 1).split(";")[0]));
        var token = TOKEN.matcher(body);
        while (token.find()) {
            note(token.group("secret"));
        }
    }

    /** How many there are so far, so that a test can see that it searches for something. */
    public static int known() {
        return BY_START.values().stream().mapToInt(Set::size).sum();
    }

    /** Where secrets stand in a text, with what stands before them; the secrets themselves are not repeated. */
    public static List<String> leaksIn(String text) {
        var leaks = new ArrayList<String>();
        for (var i = 0; i + SHORTEST <= text.length(); i++) {
            var at = i;
            var isLeak = BY_START.getOrDefault(text.substring(i, i + SHORTEST), Set.of()).stream()
                    .anyMatch(secret -> text.startsWith(secret, at));
            if (isLeak) {
                leaks.add("…" + text.substring(Math.max(0, i - 80), i) + "[a secret]");
            }
        }
        return leaks;
    }

    /** The same for files, and for all files in folders. */
    public static List<String> leaksIn(Path place) {
        try (var files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> leaksIn(content(file)).stream().map(leak -> file + ": " + leak))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
