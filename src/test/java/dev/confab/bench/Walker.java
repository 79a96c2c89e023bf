package dev.confab.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds the objects in an array of our frames without parsing them. Objects of one kind have mostly one length, so that
 * of the last one is tried first; a look at the place behind tells whether it was right.
 */
final class Walker {
    private static final long START = ByteBuffer.wrap("{\"type\":".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.BIG_ENDIAN)
            .getLong();
    /** Of the first letter of the type, in an object. */
    private static final int KIND = 9;

    private final int[] lengths = new int[32];

    static byte kind(ByteBuffer in, int from) {
        return in.get(from + KIND);
    }

    /** {@code in} must be big-endian; the array is at {@code from} until before {@code to}. */
    void walk(ByteBuffer in, int from, int to, Ear ear) {
        if (in.get(from) != '[' || in.get(to - 1) != ']') {
            throw new Unexpected("not an array of frames: " + string(in, from, to));
        }
        int last = to - 1;
        for (int at = from + 1; at < last; ) {
            int end = end(in, at, last);
            ear.hear(in, at, end);
            at = end + 1;
        }
    }

    private int end(ByteBuffer in, int at, int last) {
        int kind = kind(in, at) & 31;
        int guess = at + lengths[kind];
        if (lengths[kind] > 0 && guess <= last && in.get(guess - 1) == '}' && isBoundary(in, guess, last)) {
            return guess;
        }
        int end = at + KIND;
        while (end < last && !(in.get(end) == ',' && in.get(end - 1) == '}' && isBoundary(in, end, last))) {
            end++;
        }
        lengths[kind] = end - at;
        return end;
    }

    private static boolean isBoundary(ByteBuffer in, int at, int last) {
        return at == last || at + 9 <= last && in.get(at) == ',' && in.getLong(at + 1) == START;
    }

    static int find(ByteBuffer in, byte[] wanted, int from, int to) {
        for (int at = from; at <= to - wanted.length; at++) {
            int i = 0;
            while (i < wanted.length && in.get(at + i) == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    static String string(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[Math.min(to - from, 2_000)];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
