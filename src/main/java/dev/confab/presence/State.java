package dev.confab.presence;

import java.util.Locale;

/** How somebody is there, for others to see. */
public enum State {
    ONLINE,
    AWAY,
    DND,
    OFFLINE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
