package dev.confab.bench;

import java.util.SplittableRandom;

/** Texts whose words are as frequent as in a language: the n-th about 1/n as often as the first. The same in each run. */
final class Language {
    static final int VOCABULARY = 20_000;
    private static final int WORDS = 12;
    private static final String[] SYLLABLES = {
        "ba", "ko", "ri", "tan", "mel", "us", "po", "dra", "fi", "nor", "el", "gu", "sha", "vi", "tem", "lo"
    };
    private static final String CHARACTERS = "会議資料確認予定変更連絡会社部長東京都内電話番号庭園花木水山川田中村上下左右前後今明日週月年時分";

    private final SplittableRandom random = new SplittableRandom(1);

    String text() {
        var text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            text.append(word(anyRank())).append(' ');
        }
        switch (random.nextInt(40)) {
            case 0, 1 -> text.append(address());
            case 2, 3 -> text.append(characters(12));
            case 4 -> text.append("https://example.com/").append(word(anyRank()));
            case 5 -> text.append('`').append(word(anyRank())).append('`');
            default -> text.append('.');
        }
        return text.toString().strip();
    }

    /** As often the small ones as words of that rank are said. */
    int anyRank() {
        return (int) Math.pow(VOCABULARY, random.nextDouble()) - 1;
    }

    int rank(int from, int to) {
        return random.nextInt(from, to);
    }

    String word(int rank) {
        var word = new StringBuilder();
        for (int rest = rank + SYLLABLES.length; rest > 0; rest /= SYLLABLES.length) {
            word.append(SYLLABLES[rest % SYLLABLES.length]);
        }
        return word.toString();
    }

    String address() {
        return "10.0." + random.nextInt(256) + "." + random.nextInt(256);
    }

    String characters(int many) {
        var run = new StringBuilder();
        for (int i = 0; i < many; i++) {
            run.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return run.toString();
    }
}
