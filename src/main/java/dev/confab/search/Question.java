package dev.confab.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What somebody asks: words that must all be there, and filters. A query has no other syntax: whatever else is in it is
 * text that is looked for.
 */
final class Question {
    /** In code points; a bound for the clauses as well. */
    static final int LONGEST = 256;

    static final int MOST_WORDS = 24;
    private static final int DAY = 10;
    static final int MOST_FILTERS = 20;

    /**
     * @param isPhrase in quotes: these words in this order, as they are
     * @param isOpen the last one may go on
     */
    record Sought(String text, List<Token> tokens, boolean isPhrase, boolean isOpen) {}

    /** What is wrong with a question. */
    record Fault(String field, String why) {}

    private final List<Sought> words = new ArrayList<>();
    private final List<List<String>> authors = new ArrayList<>();
    private final List<List<String>> places = new ArrayList<>();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private Instant from = Instant.EPOCH;
    private Instant until = Instant.ofEpochMilli(Long.MAX_VALUE);
    private boolean isTimed;
    private Fault fault;
    private final ZoneId zone;

    private Question(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * @param filters given beside the query; they narrow it further
     * @param zone whose days are meant
     */
    static Question of(String query, Map<Filter, String> filters, ZoneId zone) {
        Question question = new Question(zone);
        question.read(query);
        filters.forEach((filter, value) -> question.narrow(filter, value, filter.word(), new ArrayList<>()));
        if (question.fault == null && question.isEmpty()) {
            question.fault = new Fault("query", "holds nothing to look for");
        }
        return question;
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    List<Sought> words() {
        return words;
    }

    /** Usernames or ids: one of each list. */
    List<List<String>> authors() {
        return authors;
    }

    /** Names or ids of channels: one of each list. */
    List<List<String>> places() {
        return places;
    }

    Set<Feature> features() {
        return features;
    }

    /** The first moment that is asked for. */
    Instant from() {
        return from;
    }

    /** The first moment that is not asked for any more. */
    Instant until() {
        return until;
    }

    boolean isTimed() {
        return isTimed;
    }

    /** Whether there are words and nothing else: people and channels have no date and no link. */
    boolean isPlain() {
        return !words.isEmpty() && authors.isEmpty() && places.isEmpty() && features.isEmpty() && !isTimed;
    }

    private boolean isEmpty() {
        return words.isEmpty() && authors.isEmpty() && places.isEmpty() && features.isEmpty() && !isTimed;
    }

    /** The words alone, as they were written. */
    String plainText() {
        return String.join(" ", words.stream().map(Sought::text).toList());
    }

    private void read(String query) {
        if (query.codePointCount(0, query.length()) > LONGEST) {
            fault = new Fault("query", "must have at most " + LONGEST + " characters");
            return;
        }
        List<String> from = new ArrayList<>();
        List<String> in = new ArrayList<>();
        for (Piece piece : Piece.of(query)) {
            Optional<Filter> filter = piece.key().flatMap(Filter::of);
            if (filter.isPresent()) {
                narrow(filter.get(), piece.value(), "query", filter.get() == Filter.FROM ? from : in);
            } else {
                look(piece, piece.end() == query.length());
            }
        }
        if (words.size() > MOST_WORDS) {
            fault = new Fault("query", "must have at most " + MOST_WORDS + " words");
        }
        if (authors.size() + places.size() > MOST_FILTERS || from.size() + in.size() > MOST_FILTERS) {
            fault = new Fault("query", "must have at most " + MOST_FILTERS + " filters");
        }
    }

    private void look(Piece piece, boolean isLast) {
        List<Token> tokens = Words.of(piece.value());
        if (!tokens.isEmpty()) {
            words.add(new Sought(piece.value(), tokens, piece.isQuoted(), isLast && !piece.isQuoted()));
        }
    }

    /** @param alike where the same filter stands in the same query once more, either will do */
    private void narrow(Filter filter, String value, String field, List<String> alike) {
        switch (filter) {
            case FROM -> {
                alike.add(value.startsWith("@") ? value.substring(1) : value);
                if (!authors.contains(alike)) {
                    authors.add(alike);
                }
            }
            case IN -> {
                alike.add(value.startsWith("#") ? value.substring(1) : value);
                if (!places.contains(alike)) {
                    places.add(alike);
                }
            }
            case BEFORE -> time(value, false, field).ifPresent(this::endBefore);
            case AFTER -> time(value, true, field).ifPresent(this::beginAt);
            case ON -> {
                day(value, 0, field).ifPresent(this::beginAt);
                day(value, 1, field).ifPresent(this::endBefore);
            }
            case HAS, IS ->
                Feature.of(filter, value)
                        .ifPresentOrElse(
                                features::add,
                                () -> fault = new Fault(
                                        field, filter.word() + ": knows " + String.join(", ", Feature.words(filter))));
        }
    }

    private void beginAt(Instant time) {
        from = time.isAfter(from) ? time : from;
    }

    private void endBefore(Instant time) {
        until = time.isBefore(until) ? time : until;
    }

    /** A day, or a moment of RFC 3339. After a day begins with the next one. */
    private Optional<Instant> time(String value, boolean isAfter, String field) {
        if (value.length() <= DAY) {
            return day(value, isAfter ? 1 : 0, field);
        }
        return parsed(
                () -> OffsetDateTime.parse(value).toInstant().plusMillis(isAfter ? 1 : 0),
                new Fault(field, "a time is a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z"));
    }

    /** When the day begins for the one who asks, or the one so many days after it. */
    private Optional<Instant> day(String value, int later, String field) {
        return parsed(
                () -> LocalDate.parse(value).plusDays(later).atStartOfDay(zone).toInstant(),
                new Fault(field, "a day is written as 2026-01-31"));
    }

    private Optional<Instant> parsed(Supplier<Instant> parse, Fault otherwise) {
        isTimed = true;
        try {
            Instant time = parse.get();
            time.toEpochMilli(); // or too far from now to be counted
            return Optional.of(time);
        } catch (DateTimeException | ArithmeticException e) {
            fault = otherwise;
            return Optional.empty();
        }
    }
}
