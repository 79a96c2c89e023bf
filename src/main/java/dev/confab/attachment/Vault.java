package dev.confab.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Where the bytes are. A key is 32 hexadecimal digits, and what stands under it is written once and whole: nobody ever
 * reads half of it.
 */
interface Vault {

    /** A key, and when something was put under it. */
    record Kept(String key, Instant at) {}

    /** The file may be gone afterwards. */
    void put(String key, Path file) throws IOException;

    /** Bytes from {@code first} on, {@code length} of them; fails with NoSuchFileException where there is nothing. */
    InputStream read(String key, long first, long length) throws IOException;

    /** Also when there is nothing under the key. */
    void remove(String key) throws IOException;

    /** At most {@code most} of what is kept, in the order of keys, after this one. */
    List<Kept> after(String key, int most) throws IOException;

    /** What a vault must be able to name. */
    static String checked(String key) {
        if (!key.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("not a key of a vault");
        }
        return key;
    }
}
