package dev.confab.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/** Carries bytes over, and gives up on who is so slow that a turn would be held for hours. */
public final class Pace {
    private static final long GRACE_MS = 30_000;
    private static final long LEAST_BYTES_IN_MS = 4;

    private Pace() {}

    /** On average less than 4 KB in a second came or went, and half a minute has passed. */
    public static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1;

        TooSlow() {
            super("the other end is too slow");
        }
    }

    /** Where the bytes come from has broken off; all other failures are of where they go. */
    public static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOff(IOException cause) {
            super("what was read from has broken off", cause);
        }
    }

    public static void carry(InputStream from, OutputStream to, Clock clock) throws IOException {
        long start = clock.millis();
        long carried = 0;
        byte[] piece = new byte[16 * 1024];
        for (int read = read(from, piece); read >= 0; read = read(from, piece)) {
            to.write(piece, 0, read);
            carried += read;
            if (clock.millis() - start > GRACE_MS + carried / LEAST_BYTES_IN_MS) {
                throw new TooSlow();
            }
        }
    }

    private static int read(InputStream from, byte[] piece) throws BrokenOff {
        try {
            return from.read(piece);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }
}
