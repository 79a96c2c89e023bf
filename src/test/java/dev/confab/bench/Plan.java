package dev.confab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What to measure and for how long: the properties {@code bench.*}. */
record Plan(
        int rounds,
        Duration firstWarmUp,
        Duration warmUp,
        Duration time,
        int senders,
        int pipeline,
        List<Integer> channels,
        int textLength,
        List<Integer> receivers,
        List<Integer> outstanding,
        int socketsPerReceiver,
        int searched,
        int plots,
        int questions,
        List<Integer> returning,
        List<String> parts,
        List<String> serverOptions) {

    static final String POSTS = "posts";
    static final String POSTS_H2 = "posts-h2";
    static final String DELIVERIES = "deliveries";
    /** Fills a million messages first: only when it is asked for. */
    static final String SEARCH = "search";
    /** In a browser, through what was filled for the search; together with it. */
    static final String SCROLLING = "scrolling";

    /** Everybody comes back at once. Fills the database first: only when it is asked for. */
    static final String STORMS = "storms";

    static final String STORMS_H2 = "storms-h2";

    /** One node beside three, with Redis between them: only when it is asked for. */
    static final String NODES = "nodes";

    static Plan of(Properties given) {
        return new Plan(
                number(given, "bench.rounds", 3),
                Duration.ofMillis(number(given, "bench.first-warm-up-ms", 15_000)),
                Duration.ofMillis(number(given, "bench.warm-up-ms", 1_500)),
                Duration.ofMillis(number(given, "bench.time-ms", 4_000)),
                number(given, "bench.senders", 64),
                number(given, "bench.pipeline", 32),
                numbers(given, "bench.channels", "1,50"),
                number(given, "bench.text", 150),
                numbers(given, "bench.receivers", "200,1000"),
                numbers(given, "bench.outstanding", "1,4,40"),
                number(given, "bench.sockets-per-receiver", 20),
                number(given, "bench.searched", 1_000_000),
                number(given, "bench.plots", 999),
                number(given, "bench.questions", 60),
                numbers(given, "bench.returning", "1000,5000"),
                words(given, "bench.parts", POSTS + "," + POSTS_H2 + "," + DELIVERIES),
                words(given, "bench.server-options", "-Xms1g,-Xmx1g,-XX:MaxGCPauseMillis=50"));
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    private static int number(Properties given, String name, int standard) {
        return Integer.parseInt(given.getProperty(name, Integer.toString(standard)));
    }

    private static List<Integer> numbers(Properties given, String name, String standard) {
        return words(given, name, standard).stream().map(Integer::valueOf).toList();
    }

    private static List<String> words(Properties given, String name, String standard) {
        return Stream.of(given.getProperty(name, standard).split("[, ]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
