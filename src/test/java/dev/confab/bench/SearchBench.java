package dev.confab.bench;

import dev.confab.bench.Town.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * How long an answer takes where much has been said: one channel of a million messages, and many small ones. The tables
 * are filled beside the server, which then indexes them as after a loss of its index. Then people ask, one question after
 * the other: one who is in all channels, and one who is in the small ones alone, for whom nearly all that is found is
 * none of her business.
 */
final class SearchBench {
    private static final int IN_A_PLOT = 200;
    private static final double LIMIT_MS = 200;
    private static final double POSTS_PER_SECOND = 20;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Plan plan;
    private final Table table;
    private final Language language = new Language();
    private final Map<String, Latencies> all = new LinkedHashMap<>();

    private Town town;
    private Person ann;
    private Person eve;
    private String garden;

    SearchBench(Plan plan, Table table) {
        this.plan = plan;
        this.table = table;
    }

    /** The large channel is left as it is, for others. */
    void run(Town where, ProcessHandle server, Map<String, String> database) throws SQLException {
        town = where;
        ann = town.signUp("ann");
        eve = town.signUp("eve");
        garden = town.channel("garden", ann, List.of());
        List<String> plots = new ArrayList<>();
        for (int i = 0; i < plan.plots(); i++) {
            plots.add(town.channel("plot " + i, ann, List.of(eve)));
        }
        fill(plots, database);
        awaitIndex();
        var questions = questions();
        questions.values().forEach(this::ask); // the first round is nobody's
        for (int round = 0; round < plan.rounds(); round++) {
            questions.forEach((kind, question) -> measure(server, kind, question));
        }
        try (var posts = Executors.newSingleThreadScheduledExecutor()) {
            posts.scheduleAtFixedRate(
                    () -> town.post(ann, garden, language.text().replace("`", "")),
                    0,
                    (long) (1e9 / POSTS_PER_SECOND),
                    TimeUnit.NANOSECONDS);
            questions.forEach((kind, question) -> {
                if (kind.startsWith("search")) {
                    measure(server, kind + ", while posts go on", question);
                }
            });
            posts.shutdownNow();
        }
        all.forEach(this::judge);
    }

    Person ann() {
        return ann;
    }

    String garden() {
        return garden;
    }

    private void fill(List<String> plots, Map<String, String> database) throws SQLException {
        long start = System.nanoTime();
        var authors = List.of(ann.id(), eve.id());
        try (var archive = new Archive(database, language)) {
            for (var plot : plots) {
                archive.fill(plot, authors, IN_A_PLOT, false);
            }
            archive.fill(garden, authors, plan.searched(), true);
        }
        remark("filled", start);
    }

    /** From the end of the filling on: the index has begun to follow meanwhile, but does not get far beside it. */
    private void awaitIndex() {
        long start = System.nanoTime();
        while (!town.answer(ann, search(Archive.END)).contains("\"snippet\"")) {
            if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
                throw new Unexpected("the index is not there after " + LONGEST_WAIT);
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        remark("indexed", start);
    }

    private void remark(String what, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long messages = plan.searched() + (long) plan.plots() * IN_A_PLOT;
        var line = String.format(
                Locale.ROOT, "%s: %,d messages in %.0f s, %,.0f/s", what, messages, seconds, messages / seconds);
        System.out.println(line);
        table.remark(line);
    }

    /** What somebody asks, and as whom. */
    private record Question(Person person, Supplier<String> path) {}

    private Map<String, Question> questions() {
        Map<String, Question> questions = new LinkedHashMap<>();
        asksAnn(questions, "a rare word", () -> word(5_000, Language.VOCABULARY));
        asksAnn(questions, "one of the most frequent words", () -> word(0, 5));
        asksAnn(questions, "two words", () -> word(0, 50) + word(0, 500));
        asksAnn(questions, "three words", () -> word(0, 100) + word(0, 1_000) + word(0, 1_000));
        asksAnn(questions, "a phrase", () -> "\"" + word(0, 20) + word(0, 20).strip() + "\"");
        asksAnn(questions, "a beginning of two letters", () -> word(0, 500).substring(0, 2));
        asksAnn(questions, "a beginning of four letters", () -> word(16, 500).substring(0, 4));
        asksAnn(questions, "an address", language::address);
        asksAnn(questions, "half an address", () -> "10.0." + language.rank(0, 256) + ".");
        asksAnn(questions, "two Japanese characters", () -> language.characters(2));
        asksAnn(questions, "four Japanese characters", () -> language.characters(4));
        asksAnn(questions, "words and filters", () -> word(0, 50) + "from:me has:link after:2025-01-01");
        asksAnn(questions, "filters alone", () -> "from:eve before:2026-06-01");
        asksAnn(questions, "a word in one of 1,000 channels", () -> word(0, 50) + "in:\"plot 7\"");
        questions.put(
                "search by somebody in 1,000 channels and not in the largest: a word",
                new Question(eve, () -> search(word(0, 500))));
        questions.put(
                "search by somebody in 1,000 channels and not in the largest: a beginning",
                new Question(eve, () -> search(word(0, 500).substring(0, 2))));
        var messages = "/channels/" + garden + "/messages";
        questions.put("opening a large channel", new Question(ann, () -> messages + "?limit=50"));
        questions.put("a page before a place in it", new Question(ann, () -> messages + "?limit=50&before=" + seq()));
        questions.put("a page after a place in it", new Question(ann, () -> messages + "?limit=50&after=" + seq()));
        questions.put("a page around a place in it", new Question(ann, () -> messages + "?limit=50&around=" + seq()));
        questions.put("a page at a time in it", new Question(ann, () -> messages + "?limit=50&at=" + time()));
        questions.put(
                "its log after a place",
                new Question(ann, () -> "/channels/" + garden + "/log?limit=200&after=" + seq()));
        questions.put("200 of the own channels", new Question(ann, () -> "/channels?limit=200"));
        questions.put("the large channel, with what is unread in it", new Question(ann, () -> "/channels/" + garden));
        return questions;
    }

    private void asksAnn(Map<String, Question> questions, String kind, Supplier<String> words) {
        questions.put("search: " + kind, new Question(ann, () -> search(words.get())));
    }

    private static String search(String words) {
        return "/search?limit=20&query=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private String word(int from, int to) {
        return language.word(language.rank(from, to)) + " ";
    }

    private int seq() {
        return language.rank(1, plan.searched());
    }

    private Instant time() {
        return Instant.now().minus(language.rank(1, (int) Archive.SPAN.toHours()), ChronoUnit.HOURS);
    }

    private void ask(Question question) {
        for (int i = 0; i < plan.questions() / 4; i++) {
            town.answer(question.person(), question.path().get());
        }
    }

    private void measure(ProcessHandle server, String kind, Question question) {
        var times = new Latencies();
        var total = all.computeIfAbsent(kind, ignored -> new Latencies());
        var watch = new Measured.Watch(server);
        for (int i = 0; i < plan.questions(); i++) {
            var path = question.path().get();
            long start = System.nanoTime();
            town.answer(question.person(), path);
            long time = System.nanoTime() - start;
            times.add(time);
            total.add(time);
        }
        table.add(kind, watch.stop(plan.questions(), times));
    }

    private void judge(String kind, Latencies times) {
        table.remark(String.format(
                Locale.ROOT,
                "%-4s %s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, wanted p95 below %.0f ms",
                times.percentile(95) < LIMIT_MS ? "ok" : "SLOW",
                kind,
                times.percentile(50),
                times.percentile(95),
                times.percentile(99),
                LIMIT_MS));
    }
}
