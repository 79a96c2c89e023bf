package dev.confab.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the decimal number behind a certain text; where the text was last is where it is looked for first. */
final class NumberAfter {
    private final byte[] text;
    private int offset;

    NumberAfter(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The number in the object at {@code from} until before {@code to}, or -1 if the text is not there. */
    long in(ByteBuffer in, int from, int to) {
        int at = from + offset;
        if (at + text.length > to || Walker.find(in, text, at, at + text.length) < 0) {
            at = Walker.find(in, text, from, to);
            if (at < 0) {
                return -1;
            }
            offset = at - from;
        }
        long number = 0;
        for (int i = at + text.length; i < to && in.get(i) >= '0' && in.get(i) <= '9'; i++) {
            number = number * 10 + in.get(i) - '0';
        }
        return number;
    }
}
