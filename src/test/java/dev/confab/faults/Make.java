package dev.confab.faults;

import dev.confab.testing.SkewedClock;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the nodes of a rig are made.
 *
 * @param war null for that of this build
 * @param settings beside those of every rig
 * @param clock what the first node takes for the time; null for the machine's
 */
record Make(Path war, Map<String, String> settings, SkewedClock clock) {
    static final Make STANDARD = new Make(null, Map.of(), null);

    static Make war(Path war) {
        return new Make(war, Map.of(), null);
    }

    Make setting(String key, String value) {
        return new Make(war, Map.of(key, value), clock);
    }

    static Make clock(SkewedClock clock) {
        return new Make(null, Map.of(), clock);
    }

    /** For a node that has the machine's clock. */
    Make withTheRightTime() {
        return new Make(war, settings, null);
    }
}
