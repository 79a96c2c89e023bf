package dev.confab.dev.talk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts words into dialogues: {@code {part}} becomes one of the parts, the same one all through a dialogue. */
public final class Words {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)(\\d?)}");

    private final Map<String, List<String>> choices = new HashMap<>();

    private Words() {}

    public static Words standard() {
        Words words = new Words();
        for (String line : Script.lines("words")) {
            if (!line.startsWith("#") && !line.isBlank()) {
                int equals = line.indexOf(" = ");
                List<String> these = Stream.of(line.substring(equals + 3).split("\\|"))
                        .map(String::strip)
                        .toList();
                words.choices.put(line.substring(0, equals), these);
            }
        }
        return words;
    }

    /** Fills the slots of one dialogue, line after line; {@code cast} gives the names that the letters stand for. */
    public UnaryOperator<String> forOne(RandomGenerator random, Map<String, String> cast) {
        Map<String, String> chosen = new HashMap<>(cast);
        return text -> SLOT.matcher(text).replaceAll(slot -> Matcher.quoteReplacement(word(slot, chosen, random)));
    }

    // A word that is wanted anew each time, and not kept for the dialogue.
    private static boolean isFresh(String list) {
        return list.equals("emoji") || list.equals("thanks") || list.equals("ok");
    }

    private String word(MatchResult slot, Map<String, String> chosen, RandomGenerator random) {
        String list = slot.group(1);
        String key = list + slot.group(2);
        if (chosen.containsKey(key)) {
            return chosen.get(key);
        }
        List<String> words = choices.get(list);
        if (words == null) {
            return slot.group(); // braces of somebody's code
        }
        String word = words.get(random.nextInt(words.size()));
        while (!isFresh(list) && chosen.containsValue(word)) {
            word = words.get(random.nextInt(words.size())); // {n} and {n2} differ
        }
        if (!isFresh(list)) {
            chosen.put(key, word);
        }
        return word;
    }
}
