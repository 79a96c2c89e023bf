package dev.confab.dev.talk;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person types who is in a hurry. */
public final class Typo {
    private static final Pattern WORD = Pattern.compile("(?<![\\w/{`])[a-z]{5,}(?![\\w/}`:.]\\S)");

    private Typo() {}

    /** The text with two letters of one of its words swapped; empty when it has no word to spoil. */
    public static Optional<String> in(String text, RandomGenerator random) {
        Matcher words = WORD.matcher(text);
        if (!words.find()) {
            return Optional.empty();
        }
        for (int at = words.start() + 1 + random.nextInt(2); at + 1 < words.end(); at++) {
            char one = text.charAt(at);
            char next = text.charAt(at + 1);
            if (one != next) {
                return Optional.of(text.substring(0, at) + next + one + text.substring(at + 2));
            }
        }
        return Optional.empty();
    }
}
