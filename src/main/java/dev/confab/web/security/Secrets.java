package dev.confab.web.security;

import dev.confab.account.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How secrets travel: in two cookies, or in the Authorization header; never in a URL. */
public final class Secrets {
    private static final String SESSION = "confab_session";
    private static final String DEVICE = "confab_device";
    private static final String BEARER = "Bearer ";
    private static final int LONGEST = 128;
    private static final Duration DEVICE_LIFE = Duration.ofDays(365);

    private Secrets() {}

    static Optional<Secret> presented(HttpServletRequest request) {
        return bearer(request).or(() -> session(request));
    }

    static Optional<Secret> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? secret(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    public static Optional<Secret> session(HttpServletRequest request) {
        return cookie(request, SESSION);
    }

    public static Optional<Secret> device(HttpServletRequest request) {
        return cookie(request, DEVICE);
    }

    private static Optional<Secret> cookie(HttpServletRequest request, String name) {
        String wanted = named(name, Origins.isSecure(request));
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(wanted))
                .map(Cookie::getValue)
                .flatMap(value -> secret(value).stream())
                .findFirst();
    }

    private static Optional<Secret> secret(String text) {
        return text == null || text.isEmpty() || text.length() > LONGEST
                ? Optional.empty()
                : Optional.of(new Secret(text));
    }

    /** A Set-Cookie value. Over TLS the name's prefix makes the browser keep it to this host and to TLS. */
    public static String sessionCookie(boolean isSecure, Secret secret, Duration life) {
        return setCookie(isSecure, SESSION, secret.text(), life);
    }

    public static String deviceCookie(boolean isSecure, Secret secret) {
        return setCookie(isSecure, DEVICE, secret.text(), DEVICE_LIFE);
    }

    public static String noSessionCookie(boolean isSecure) {
        return setCookie(isSecure, SESSION, "", Duration.ZERO);
    }

    private static String setCookie(boolean isSecure, String name, String value, Duration life) {
        return named(name, isSecure) + "=" + value + "; Path=/; Max-Age=" + life.toSeconds()
                + "; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "");
    }

    private static String named(String name, boolean isSecure) {
        return isSecure ? "__Host-" + name : name;
    }
}
