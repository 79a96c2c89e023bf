package dev.confab.log;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongBiFunction;

/**
 * How many things of a log somebody has counted, in a look that came after the one at its head.
 *
 * @param upTo the seq of the last of them
 */
public record Count(long number, long upTo) {

    /**
     * By log, as of the heads. What came between the two looks is not in it: whoever hears the events after the head
     * would count it twice. A higher head would not do instead, for what else is told as of it was read before.
     *
     * @param upTo counts one log once more, up to a seq
     */
    public static Map<String, Long> asOf(
            Map<String, Long> heads, Map<String, Count> counted, ToLongBiFunction<String, Long> upTo) {
        Map<String, Long> numbers = new HashMap<>();
        counted.forEach((log, count) -> {
            long head = heads.getOrDefault(log, 0L);
            numbers.put(log, count.upTo() <= head ? count.number() : upTo.applyAsLong(log, head));
        });
        return numbers;
    }
}
