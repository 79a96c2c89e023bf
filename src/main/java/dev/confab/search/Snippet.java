package dev.confab.search;

import dev.confab.event.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A piece of a message's text around the first thing that was found, cut into what was found and what was not. Text and
 * never markup: how it is drawn is the app's affair.
 */
public final class Snippet {
    private static final int BEFORE = 60;
    private static final int LENGTH = 240;
    private static final String MORE = "…";

    /** @param isHit whether it is what was looked for */
    public record Segment(String text, boolean isHit) implements Json.Writable {
        @Override
        public void writeTo(Json json) {
            json.put("text", text).put("hit", isHit);
        }
    }

    private final Set<String> terms = new HashSet<>();
    private final Set<String> stems = new HashSet<>();
    private final Set<String> signs = new HashSet<>();
    private final Set<String> beginnings = new HashSet<>();

    Snippet(List<Question.Sought> words) {
        words.forEach(this::mark);
    }

    private void mark(Question.Sought sought) {
        List<Token> tokens = sought.tokens();
        boolean hasWords = tokens.stream().anyMatch(token -> token.form() == Token.Form.WORD);
        boolean hasPairs = tokens.stream().anyMatch(token -> token.form() == Token.Form.PAIR);
        Token last = null;
        for (Token token : tokens) {
            switch (token.form()) {
                case SIGN -> {
                    if (!hasWords) {
                        signs.add(token.term());
                    }
                }
                case PART -> {}
                case WORD -> {
                    if (!hasPairs || !Words.isCharacter(token.term())) {
                        add(token.term(), sought);
                        last = token;
                    }
                }
                case PAIR, JOINED -> add(token.term(), sought);
            }
        }
        if (sought.isOpen()
                && last != null
                && !Words.isCharacter(last.term())
                && last.term().length() > 1) {
            beginnings.add(last.term());
        }
    }

    private void add(String term, Question.Sought sought) {
        terms.add(term);
        String stem = sought.isPhrase() ? "" : Folding.stem(term);
        if (!stem.isEmpty()) {
            stems.add(stem);
        }
    }

    private boolean isHit(Token token) {
        if (token.form() == Token.Form.SIGN) {
            return signs.contains(token.term());
        }
        return terms.contains(token.term())
                || token.form() != Token.Form.PAIR
                        && (stems.contains(Folding.stem(token.term()))
                                || beginnings.stream().anyMatch(token.term()::startsWith));
    }

    List<Segment> of(String text) {
        List<Token> hits = Words.of(text).stream()
                .filter(this::isHit)
                .sorted(java.util.Comparator.comparingInt(Token::start))
                .toList();
        int start = hits.isEmpty() ? 0 : start(text, hits.getFirst().start());
        int end = end(text, start);
        List<Segment> segments = new ArrayList<>();
        int at = start;
        String before = start > 0 ? MORE : "";
        for (Token hit : hits) {
            int from = Math.max(at, hit.start());
            int to = Math.min(end, hit.end());
            if (from >= to) {
                continue;
            }
            add(segments, before + text.substring(at, from), false);
            before = "";
            add(segments, text.substring(from, to), true);
            at = to;
        }
        add(segments, before + text.substring(at, end) + (end < text.length() ? MORE : ""), false);
        return segments;
    }

    private static void add(List<Segment> segments, String text, boolean isHit) {
        if (text.isEmpty()) {
            return;
        }
        if (!segments.isEmpty() && segments.getLast().isHit() == isHit) {
            Segment last = segments.removeLast();
            segments.add(new Segment(last.text() + text, isHit));
        } else {
            segments.add(new Segment(text, isHit));
        }
    }

    private static int start(String text, int hit) {
        if (hit <= BEFORE) {
            return 0;
        }
        int start = hit - BEFORE;
        int space = text.indexOf(' ', start);
        return space >= 0 && space < hit ? space + 1 : whole(text, start);
    }

    private static int end(String text, int start) {
        return start + LENGTH >= text.length() ? text.length() : whole(text, start + LENGTH);
    }

    /** Never between the halves of a surrogate pair. */
    private static int whole(String text, int at) {
        return at > 0 && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
