package dev.confab.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is the same to somebody who searches: case, width, accents; and, less exactly, the endings of a word. */
final class Folding {
    static final int LONGEST_TERM = 100;
    private static final int SHORTEST_STEM = 3;
    private static final int SHORTEST_INFLECTED = 4;
    private static final Set<UnicodeScript> ACCENTED =
            Set.of(UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC);

    /**
     * Endings of English, German and Spanish words, those first that hold others. People write all three in one channel,
     * and in one sentence, so no word is asked for its language.
     */
    private static final List<String> ENDINGS = List.of(
            "aciones",
            "ations",
            "amiento",
            "imiento",
            "amientos",
            "imientos",
            "ungen",
            "ieron",
            "iendo",
            "acion",
            "ation",
            "iones",
            "ions",
            "ion",
            "aban",
            "ando",
            "aron",
            "amos",
            "emos",
            "imos",
            "adas",
            "ados",
            "idas",
            "idos",
            "ings",
            "ung",
            "ing",
            "ado",
            "ada",
            "ido",
            "ida",
            "aba",
            "ers",
            "ern",
            "ed",
            "es",
            "en",
            "em",
            "er",
            "et",
            "as",
            "os",
            "an",
            "ar",
            "ir",
            "st",
            "s",
            "n",
            "e",
            "a",
            "o",
            "t");

    private Folding() {}

    /** Of one word, or of some characters of one. Empty when nothing of it can be seen. */
    static String fold(String word) {
        if (isPlain(word)) {
            return cut(word.toLowerCase(Locale.ROOT));
        }
        String wide = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(wide.length());
        wide.codePoints().forEach(c -> fold(c, folded));
        return cut(folded.toString());
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }

    private static void fold(int c, StringBuilder folded) {
        switch (c) {
            case 'ß' -> folded.append("ss");
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            case 'þ' -> folded.append("th");
            case 'ø' -> folded.append('o');
            case 'đ', 'ð' -> folded.append('d');
            case 'ł' -> folded.append('l');
            case 'ı' -> folded.append('i');
            case 'ς' -> folded.append('σ');
            default -> {
                if (!isAccent(c) && !isUnseen(c)) {
                    unaccented(c, folded);
                }
            }
        }
    }

    private static void unaccented(int c, StringBuilder folded) {
        if (c < 0x80 || !ACCENTED.contains(UnicodeScript.of(c))) {
            folded.appendCodePoint(c);
            return;
        }
        Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                .codePoints()
                .filter(part -> !isAccent(part))
                .forEach(folded::appendCodePoint);
    }

    /** The marks of European alphabets. Those of others are no ornament: without them it is another letter. */
    private static boolean isAccent(int c) {
        return c >= 0x300 && c <= 0x36F;
    }

    /** What joins, hints or selects how it is drawn. */
    static boolean isUnseen(int c) {
        return c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF || c >= 0xFE00 && c <= 0xFE0F;
    }

    /** A key or an address may be longer than anybody types: its beginning will do. */
    private static String cut(String term) {
        if (term.length() <= LONGEST_TERM) {
            return term;
        }
        boolean isTorn = Character.isHighSurrogate(term.charAt(LONGEST_TERM - 1));
        return term.substring(0, isTorn ? LONGEST_TERM - 1 : LONGEST_TERM);
    }

    /** What a folded word has in common with its other forms; empty for a word that has none. */
    static String stem(String word) {
        if (word.length() < SHORTEST_INFLECTED || !word.chars().allMatch(Character::isLetter)) {
            return "";
        }
        // As German umlauts are written where there are none.
        String stem = word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
        if (stem.endsWith("ies") && stem.length() > 4) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        }
        stem = without(without(stem));
        if (stem.length() > SHORTEST_STEM && isDoubled(stem)) {
            stem = stem.substring(0, stem.length() - 1); // planned
        }
        if (stem.length() > SHORTEST_STEM && stem.endsWith("y")) {
            stem = stem.substring(0, stem.length() - 1) + "i";
        }
        return stem;
    }

    private static String without(String word) {
        for (String ending : ENDINGS) {
            int rest = word.length() - ending.length();
            if (rest >= shortest(ending) && word.endsWith(ending)) {
                return word.substring(0, rest);
            }
        }
        return word;
    }

    private static int shortest(String ending) {
        return ending.length() > 2 ? SHORTEST_STEM + 1 : SHORTEST_STEM;
    }

    private static boolean isDoubled(String word) {
        char last = word.charAt(word.length() - 1);
        return last == word.charAt(word.length() - 2) && "aeiou".indexOf(last) < 0;
    }
}
