package dev.confab.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a run without spaces must be there for it to be found.
 *
 * <p>In Japanese the meaning is in the Chinese characters and in katakana; hiragana inflects it and holds it together. So
 * hiragana beside others is left out. A Korean word goes without its particle.
 */
final class Runs {
    private static final List<String> PARTICLES = List.of(
            "에서", "으로", "까지", "부터", "에게", "이나", "은", "는", "이", "가", "을", "를", "의", "에", "도", "로", "와", "과", "만");

    private Runs() {}

    static List<List<String>> of(List<String> characters) {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String character : characters) {
            if (!part.isEmpty() && !isAlike(part.getLast(), character)) {
                parts.add(part);
                part = new ArrayList<>();
            }
            part.add(character);
        }
        parts.add(part);
        List<List<String>> meaning =
                parts.stream().filter(one -> !is(one, UnicodeScript.HIRAGANA)).toList();
        return (meaning.isEmpty() ? parts : meaning)
                .stream().map(Runs::withoutParticle).toList();
    }

    private static boolean isAlike(String one, String next) {
        return script(next) == UnicodeScript.COMMON || script(one) == script(next);
    }

    private static boolean is(List<String> part, UnicodeScript script) {
        return script(part.getFirst()) == script;
    }

    private static UnicodeScript script(String character) {
        return UnicodeScript.of(character.codePointAt(0));
    }

    private static List<String> withoutParticle(List<String> word) {
        if (is(word, UnicodeScript.HANGUL)) {
            String all = String.join("", word);
            for (String particle : PARTICLES) {
                if (all.endsWith(particle) && word.size() - particle.length() >= 2) {
                    return word.subList(0, word.size() - particle.length());
                }
            }
        }
        return word;
    }
}
