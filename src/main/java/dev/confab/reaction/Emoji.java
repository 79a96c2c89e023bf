package dev.confab.reaction;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One emoji as Unicode has it: a single one, a flag, a keycap, one with a skin tone, or several joined into one.
 *
 * @see <a href="https://www.unicode.org/reports/tr51/#EBNF_and_Regex">UTS #51, section 1.4.9</a>
 */
public final class Emoji {
    /** In UTF-16; the longest of Unicode's own, a family with skin tones, has fewer. */
    private static final int LONGEST = 48;

    private static final int VARIATION = 0xFE0F;

    /** Two of these letters are a flag, and one is nothing. */
    private static final String LETTER = "\\x{1F1E6}-\\x{1F1FF}";

    /** What this Java does not know yet, but Unicode has set aside for emoji: each of those is one by itself. */
    private static final String TO_COME = "[\\p{IsExtended_Pictographic}&&\\p{Cn}]";

    private static final String ONE = "(?:[" + LETTER + "]{2}|(?:[\\p{IsEmoji}&&[^" + LETTER + "]]|" + TO_COME
            + ")(?:\\p{IsEmoji_Modifier}|\\x{FE0F}?\\x{20E3}|\\x{FE0F}" + "|[\\x{E0020}-\\x{E007E}]{1,8}\\x{E007F})?)";
    private static final Pattern FORM = Pattern.compile(ONE + "(?:\\x{200D}" + ONE + "){0,8}");
    /** Digits and the like are emoji by their property, and become one only as a keycap. */
    private static final Pattern PLAIN = Pattern.compile("[0-9#*]\\x{FE0F}?");

    private Emoji() {}

    /** The one spelling of this emoji (fully qualified, as Unicode calls it), or nothing when it is none. */
    public static Optional<String> canonical(String text) {
        if (text.length() > LONGEST
                || !FORM.matcher(text).matches()
                || PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        int[] points = text.codePoints().filter(point -> point != VARIATION).toArray();
        StringBuilder spelt = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            spelt.appendCodePoint(points[i]);
            boolean isModified = i + 1 < points.length && Character.isEmojiModifier(points[i + 1]);
            // What stands as text by itself is told to be an emoji.
            if (Character.isEmoji(points[i]) && !Character.isEmojiPresentation(points[i]) && !isModified) {
                spelt.appendCodePoint(VARIATION);
            }
        }
        return Optional.of(spelt.toString());
    }
}
