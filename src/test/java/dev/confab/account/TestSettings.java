package dev.confab.account;

import dev.confab.ops.Settings;
import java.time.Duration;

/** Small numbers, and the cheapest hash that is allowed. */
final class TestSettings extends Settings {
    @Override
    public Limits limits() {
        return new Limits(
                8_000, 65_536, 262_144, 30, Duration.ofSeconds(5), 60, 10, 3, 2, 10, 10, 3, 256, 1_048_576, 1_000);
    }

    @Override
    public Sessions sessions() {
        return new Sessions(Duration.ofDays(14), Duration.ofDays(90));
    }

    @Override
    public SignIns signIns() {
        return new SignIns(3, 5, Duration.ofMinutes(15), 19_456, 2, 1, 1);
    }
}
