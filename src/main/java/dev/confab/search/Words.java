package dev.confab.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a text apart: the same for what is said and for what is asked.
 *
 * <p>Letters and digits are words, and everything else stands between them. So an address, a path or a name with dots
 * is a phrase of its parts, and is found whole and by each of them. Where a script has no spaces each character is a word,
 * and each two of them a pair.
 */
final class Words {
    private static final int MOST_JOINED = 6;
    private static final int LONGEST_JOINED = 64;
    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private enum Sort {
        SPACE,
        LETTER,
        CHARACTER,
        SIGN,
        /** Belongs to what it follows. */
        MARK
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Token> run = new ArrayList<>();
    private int at;
    private int position;

    private Words(String text) {
        this.text = text;
    }

    /** In the order in which they stand in the text. */
    static List<Token> of(String text) {
        Words words = new Words(text);
        while (words.at < text.length()) {
            words.next();
        }
        words.join();
        return words.tokens;
    }

    private void next() {
        switch (sort(text.codePointAt(at))) {
            case LETTER -> word();
            case CHARACTER -> characters();
            case SIGN -> signs();
            case SPACE -> {
                join();
                at += Character.charCount(text.codePointAt(at));
            }
            case MARK -> at += Character.charCount(text.codePointAt(at)); // of nothing
        }
    }

    private int endOf(Sort sort, int from) {
        int end = from;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (sort(c) != sort && sort(c) != Sort.MARK) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private void word() {
        int start = at;
        at = endOf(Sort.LETTER, start);
        String term = Folding.fold(text.substring(start, at));
        if (term.isEmpty()) {
            return;
        }
        Token word = new Token(term, start, at, position, Token.Form.WORD);
        tokens.add(word);
        run.add(word);
        parts(start, at);
        // c++, c#: without the sign it would be any letter.
        String language =
                term.length() > 2 ? "" : text.startsWith("++", at) ? "++" : text.startsWith("#", at) ? "#" : "";
        if (!language.isEmpty()) {
            tokens.add(new Token(term + language, start, at + language.length(), position, Token.Form.JOINED));
        }
        position++;
    }

    /** Of getUserName, HTTPServer, ERR42. */
    private void parts(int start, int end) {
        int from = start;
        for (int i = start + 1; i <= end; i++) {
            if (i == end || isSeam(i, end)) {
                if (i - from > 1 && (from > start || i < end)) {
                    String part = Folding.fold(text.substring(from, i));
                    if (part.length() > 1) {
                        tokens.add(new Token(part, from, i, position, Token.Form.PART));
                    }
                }
                from = i;
            }
        }
    }

    private boolean isSeam(int i, int end) {
        char before = text.charAt(i - 1);
        char after = text.charAt(i);
        boolean isHump = Character.isLowerCase(before) && Character.isUpperCase(after);
        boolean isEndOfCapitals = i + 1 < end
                && Character.isUpperCase(before)
                && Character.isUpperCase(after)
                && Character.isLowerCase(text.charAt(i + 1));
        return isHump
                || isEndOfCapitals
                || Character.isDigit(before) != Character.isDigit(after)
                        && Character.isLetterOrDigit(before)
                        && Character.isLetterOrDigit(after);
    }

    private void characters() {
        join();
        int end = endOf(Sort.CHARACTER, at);
        int before = at;
        String last = "";
        while (at < end) {
            int start = at;
            at = endOfCharacter(start, end);
            String term = Folding.fold(text.substring(start, at));
            if (term.isEmpty()) {
                continue;
            }
            if (!last.isEmpty()) {
                tokens.add(new Token(last + term, before, at, position - 1, Token.Form.PAIR));
            }
            tokens.add(new Token(term, start, at, position, Token.Form.WORD));
            position++;
            before = start;
            last = term;
        }
    }

    private int endOfCharacter(int start, int limit) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < limit && sort(text.codePointAt(end)) == Sort.MARK) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private void signs() {
        int start = at;
        at = endOf(Sort.SIGN, start);
        String before = "";
        int beforeAt = start;
        for (int i = start; i < at; ) {
            int end = endOfCharacter(i, at);
            String sign = Folding.fold(text.substring(i, end));
            if (!sign.isEmpty()) {
                tokens.add(new Token(sign, i, end, position, Token.Form.SIGN));
                if (!before.isEmpty()) {
                    tokens.add(new Token(before + sign, beforeAt, end, position, Token.Form.SIGN));
                }
            }
            before = sign;
            beforeAt = i;
            i = end;
        }
        boolean joins = at - start == 1 && "-_'’‐‑".indexOf(text.charAt(start)) >= 0;
        if (!joins || run.isEmpty() || run.getLast().end() != start) {
            join();
        }
    }

    /** What was written with hyphens, underscores or apostrophes is one word to others. */
    private void join() {
        if (run.size() > 1 && run.size() <= MOST_JOINED) {
            StringBuilder all = new StringBuilder();
            run.forEach(word -> all.append(word.term()));
            if (all.length() <= LONGEST_JOINED) {
                tokens.add(new Token(
                        all.toString(),
                        run.getFirst().start(),
                        run.getLast().end(),
                        run.getFirst().position(),
                        Token.Form.JOINED));
            }
        }
        run.clear();
    }

    /** Whether the term is a character of a script without spaces. */
    static boolean isCharacter(String term) {
        return sort(term.codePointAt(0)) == Sort.CHARACTER;
    }

    private static Sort sort(int c) {
        if (c < 0x80) {
            return Character.isLetterOrDigit(c) ? Sort.LETTER : c <= ' ' ? Sort.SPACE : Sort.SIGN;
        }
        if (Folding.isUnseen(c)) {
            return Sort.MARK;
        }
        // The long sound of kana belongs to no script, nor do its half-wide marks.
        if (c == 0x30FC || c == 0xFF70) {
            return Sort.CHARACTER;
        }
        if (c == 0xFF9E || c == 0xFF9F) {
            return Sort.MARK;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK) {
            return Sort.MARK;
        }
        if (Character.isLetterOrDigit(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER) {
            return WITHOUT_SPACES.contains(UnicodeScript.of(c)) ? Sort.CHARACTER : Sort.LETTER;
        }
        return Character.isSpaceChar(c) || Character.isISOControl(c) || type == Character.FORMAT
                ? Sort.SPACE
                : Sort.SIGN;
    }
}
