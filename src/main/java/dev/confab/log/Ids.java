package dev.confab.log;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.Locale;

/** Names for what is new: ULIDs in lower case, 26 characters, sortable by the time they were made. */
public final class Ids {
    private Ids() {}

    public static String next() {
        return UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }
}
