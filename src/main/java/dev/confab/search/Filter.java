package dev.confab.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What narrows a search beside words; written as {@code word:value} in the query, or given by itself. */
public enum Filter {
    FROM,
    IN,
    BEFORE,
    AFTER,
    ON,
    HAS,
    IS;

    /** Its name in a query, and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Filter> of(String word) {
        return Arrays.stream(values())
                .filter(filter -> filter.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
