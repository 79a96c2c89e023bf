package dev.confab.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/** A stream that is read slowly: a little each time, and then a pause. */
final class SlowStream extends FilterInputStream {

    private static final int STEPS_PER_SECOND = 20;

    private volatile long rate = Long.MAX_VALUE;

    SlowStream(InputStream in) {
        super(in);
    }

    /** Bytes a second from now on. */
    void rate(long bytesPerSecond) {
        rate = bytesPerSecond;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var now = rate;
        var taken = super.read(bytes, offset, (int) Math.min(length, Math.max(1, now / STEPS_PER_SECOND)));
        if (now < Long.MAX_VALUE) {
            LockSupport.parkNanos((long) (taken * 1e9 / now));
        }
        return taken;
    }
}
