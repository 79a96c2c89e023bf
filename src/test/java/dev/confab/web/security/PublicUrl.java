package dev.confab.web.security;

import java.lang.reflect.Proxy;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** The setting of the site's own address, and no other. */
public final class PublicUrl extends ConfigProviderResolver {
    private final String url;

    private PublicUrl(String url) {
        this.url = url;
    }

    /** {@code null} for a site that has none set. */
    public static void is(String url) {
        ConfigProviderResolver.setInstance(null);
        ConfigProviderResolver.setInstance(new PublicUrl(url));
    }

    @Override
    public Config getConfig() {
        return (Config) Proxy.newProxyInstance(
                PublicUrl.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, called, args) -> Optional.ofNullable(args[0].equals("confab.public.url") ? url : null));
    }

    @Override
    public Config getConfig(ClassLoader loader) {
        return getConfig();
    }

    @Override
    public ConfigBuilder getBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void registerConfig(Config config, ClassLoader classLoader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void releaseConfig(Config config) {
        throw new UnsupportedOperationException();
    }
}
