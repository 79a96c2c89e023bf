package dev.confab.bench;

import java.nio.ByteBuffer;

/** What a round does with what a socket hears. */
interface Ear {
    /** One of our frames, a JSON object at {@code from} until before {@code to}; only for the time of the call. */
    void hear(ByteBuffer in, int from, int to);

    /** All that has come so far was heard: the moment to answer. */
    default void pause() {}
}
