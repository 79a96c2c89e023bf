package dev.confab.bench;

import java.nio.ByteBuffer;

/** Passes over everything but what must not come under a load: {@code refused}, {@code reset} and {@code bye}. */
final class Refusals implements Ear {
    private static final int THIRD_LETTER = 11;

    @Override
    public void hear(ByteBuffer in, int from, int to) {
        failAt(in, from, to);
    }

    static void failAt(ByteBuffer in, int from, int to) {
        byte kind = Walker.kind(in, from);
        boolean isReady = kind == 'r' && in.get(from + THIRD_LETTER) == 'a';
        if (kind == 'r' && !isReady || kind == 'b') {
            throw new Unexpected("the server says " + Walker.string(in, from, to));
        }
    }
}
