package dev.confab.web;

import dev.confab.web.security.Origins;
import dev.confab.web.security.SecretMechanism;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What never comes in: methods that nobody here answers, paths that two parsers could read in two ways, unsafe methods
 * from another site, and what comes while nobody can say whose it is, or while there is too much of it.
 */
public class GateFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    // Parameters in paths, colons, encoded dots, slashes, backslashes and NULs, the non-standard %u, doubled slashes,
    // hidden files.
    private static final Pattern CROOKED = Pattern.compile(
            "[;:\\\\\\x00-\\x20]|%(?:u|2e|2f|5c|00|25|3a|3b)|//|/\\.|%(?![0-9a-f]{2})|/(?:web|meta)-inf(?:/|$)");

    /** The app itself is for everybody: it can say that the server does not answer. */
    private static final Pattern FOR_CALLERS = Pattern.compile("/(?:api|ws|files|hooks)/.*");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!METHODS.contains(request.getMethod())) {
            Answers.sendNotAllowed(response, String.join(", ", METHODS));
        } else if (CROOKED.matcher(request.getRequestURI().toLowerCase(Locale.ROOT))
                .find()) {
            Answers.send(response, Problem.notFound());
        } else if (Origins.isForeign(request, false)) {
            Answers.send(response, Problem.foreignOrigin());
        } else if (isForCallers(request) && SecretMechanism.isCallerUnknown(request)) {
            Answers.send(response, Problem.unavailable());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Of a socket: the only thing below this path. */
    static boolean isHandshake(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/ws/");
    }

    static boolean isForCallers(HttpServletRequest request) {
        return FOR_CALLERS.matcher(request.getRequestURI()).matches();
    }
}
