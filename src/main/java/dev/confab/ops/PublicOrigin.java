package dev.confab.ops;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address at which people reach us, as their browsers say it: an origin (RFC 6454, section 6.2). */
public final class PublicOrigin {
    // Not java.net.URI: it takes no host with an underscore, as networks of containers have them.
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>https?)://(?<host>[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{0,5}))?(?:[/?#].*)?");

    private static final int LAST_PORT = 65_535;

    private PublicOrigin() {}

    /**
     * Of an http or https URL: in lower case, without the scheme's own port and without what follows. Empty for anything
     * else; a name in another script than ASCII must be in its {@code xn--} form, the only one that browsers send.
     */
    public static Optional<String> of(String url) {
        Matcher parts = URL.matcher(url.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String site = parts.group("scheme") + "://" + parts.group("host");
        String given = parts.group("port");
        if (given == null || given.isEmpty()) {
            return Optional.of(site);
        }
        int port = Integer.parseInt(given);
        if (port == 0 || port > LAST_PORT) {
            return Optional.empty();
        }
        boolean isStandard = port == (parts.group("scheme").equals("https") ? 443 : 80);
        return Optional.of(isStandard ? site : site + ":" + port);
    }
}
