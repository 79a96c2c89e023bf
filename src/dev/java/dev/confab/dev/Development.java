package dev.confab.dev;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** What of this package has been asked for. Nothing of it happens by itself. */
@ApplicationScoped
public class Development {
    private static final String SEED = "confab.seed";
    private static final String PAGE = "confab.dev";

    @Inject
    private Config config;

    /** {@code confab.seed=true}: fill an empty database. */
    public boolean isSeedWanted() {
        return isOn(SEED);
    }

    /** {@code confab.dev=true}, or a seed: the page under {@code /dev/} answers. */
    public boolean isPageWanted() {
        return isOn(SEED) || isOn(PAGE);
    }

    private boolean isOn(String key) {
        return config.getOptionalValue(key, Boolean.class).orElse(false);
    }
}
