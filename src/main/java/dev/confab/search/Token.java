package dev.confab.search;

/**
 * Something in a text by which it is found.
 *
 * @param term as it is looked for: folded
 * @param start where it begins in the text, in chars
 * @param end behind its last char
 * @param position counts the words of the text; what stands at one position says the same in other ways
 */
record Token(String term, int start, int end, int position, Form form) {

    Token as(String other) {
        return new Token(other, start, end, position, form);
    }

    enum Form {
        /** A word as it was written; in scripts without spaces, one character. */
        WORD,
        /** Two neighbours in a script without spaces; its position is that of the first. */
        PAIR,
        /** Half of a word such as {@code getUserName}. */
        PART,
        /** What was written with hyphens, in one: {@code email} for {@code e-mail}. */
        JOINED,
        /** One or two signs that are neither letters nor digits. It stands beside the words, and counts as none. */
        SIGN
    }
}
