package dev.confab.web;

/** What is no part of a text, and what nobody can see of it. */
public final class Blanks {
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private Blanks() {}

    /** Without Unicode's White_Space and byte order marks at both ends: at least all that a browser's trim takes. */
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        // All of them are in the basic plane: no surrogate pair is cut.
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Without what would turn the words that follow on the page: embeddings, overrides and isolates (UAX #9). Marks stay. */
    public static String unturned(String text) {
        return text.codePoints()
                .filter(c -> !(c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether anything of it leaves a mark on the screen. What joins or turns what is visible counts for nothing alone. */
    static boolean isVisible(String text) {
        return text.codePoints().anyMatch(Blanks::isVisible);
    }

    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c == 0x85 || c == BYTE_ORDER_MARK;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> false;
            // The empty Braille pattern and the Hangul fillers: letters and symbols by their class, drawn as nothing.
            default -> c != 0x2800 && c != 0x3164 && c != 0x115f && c != 0x1160 && c != 0xffa0;
        };
    }
}
