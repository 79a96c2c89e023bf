package dev.confab.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a query between spaces; quotes hold spaces together.
 *
 * @param key what stands before a colon, if it may name a filter
 * @param value what is left of it, without quotes
 * @param end where it ends in the query
 */
record Piece(Optional<String> key, String value, boolean isQuoted, int end) {
    // One way to match each char: nothing that is sent can make it go back.
    private static final Pattern FORM =
            Pattern.compile("(?:(?<key>\\p{Alpha}{2,6}):)?(?:\"(?<quoted>[^\"]+)\"|(?<plain>\\S+))");

    static List<Piece> of(String query) {
        List<Piece> pieces = new ArrayList<>();
        Matcher found = FORM.matcher(query);
        while (found.find()) {
            Optional<String> key = Optional.ofNullable(found.group("key"));
            boolean isFilter = key.flatMap(Filter::of).isPresent();
            boolean isQuoted = found.group("quoted") != null && (isFilter || key.isEmpty());
            String value = isQuoted ? found.group("quoted") : isFilter ? found.group("plain") : found.group();
            pieces.add(new Piece(key.filter(word -> isFilter), value, isQuoted, found.end()));
        }
        return pieces;
    }
}
