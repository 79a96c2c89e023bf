package dev.confab.web.rest;

import dev.confab.event.Json;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page, or null on the last one
 */
record Page<T>(List<T> shown, String next) {

    /** Of a list that was asked for one longer than {@code limit}: so it is known whether there is a next page. */
    static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> key) {
        return oneMore.size() > limit
                ? new Page<>(oneMore.subList(0, limit), key.apply(oneMore.get(limit - 1)))
                : new Page<>(oneMore, null);
    }

    /** Some of the page: it may be shorter than the limit, or empty, and still not be the last one. */
    Page<T> only(Predicate<T> isShown) {
        return new Page<>(shown.stream().filter(isShown).toList(), next);
    }

    Json.Writable as(String name, Function<T, Json.Writable> shape) {
        return json -> json.put(name, shown.stream().map(shape).toList()).nullable("next", next);
    }
}
