package dev.confab.web.security;

import dev.confab.ops.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether a request comes from our own pages. Compared exactly, after RFC 6454: another port, scheme or sub-domain is
 * another site.
 */
public final class Origins {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private Origins() {}

    /**
     * Foreign: Origin or Sec-Fetch-Site says so, whatever the other one says; or a browser's cookie comes with neither
     * of them saying that it is ours. A bearer token needs no origin, because no browser sends one by itself; in a
     * handshake it must not come with a foreign one.
     */
    public static boolean isForeign(HttpServletRequest request, boolean isHandshake) {
        boolean isMachine = Secrets.bearer(request).isPresent();
        boolean isBrowser = Secrets.session(request).isPresent();
        if (!isHandshake && (SAFE.contains(request.getMethod()) || isMachine && !isBrowser)) {
            return false;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals(own(request))) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        // "none" is what a person does by hand, such as opening an address: no page of ours, and no other one's either.
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        boolean isOurs = origin != null || "same-origin".equals(site);
        return !isOurs && isBrowser && !isMachine;
    }

    static String own(HttpServletRequest request) {
        return publicOrigin()
                .orElseGet(() -> (request.isSecure() ? "https" : "http") + "://" + request.getHeader("Host"));
    }

    /** TLS here, or at the proxy that the settings tell us to believe. */
    public static boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || publicOrigin().filter(origin -> origin.startsWith("https:")).isPresent();
    }

    private static Optional<String> publicOrigin() {
        return Settings.publicOrigin(ConfigProvider.getConfig());
    }

    /** The address of the client: the connection's, or what the last believed proxy has written down. */
    public static String address(HttpServletRequest request, int proxyHops) {
        // A proxy may add a line of its own instead of lengthening the one that the client has made up.
        String forwarded = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        if (proxyHops == 0 || forwarded.isEmpty()) {
            return request.getRemoteAddr();
        }
        String[] hops = forwarded.split(",", -1);
        return hops[Math.max(0, hops.length - proxyHops)].strip();
    }
}
