package dev.confab.web.rest;

import dev.confab.account.Client;
import dev.confab.account.Identity;
import dev.confab.account.Secret;
import dev.confab.ops.Settings;
import dev.confab.web.Blanks;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import dev.confab.web.security.Caller;
import dev.confab.web.security.Origins;
import dev.confab.web.security.Secrets;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who asks, and what all resources do alike: pages, and cookies. */
@RequestScoped
public class Request {
    private static final int STANDARD_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    @Inject
    private HttpServletRequest http;

    @Inject
    private Settings settings;

    Identity identity() {
        if (http.getUserPrincipal() instanceof Caller caller) {
            return caller.identity();
        }
        throw new Refused(Problem.signedOut());
    }

    String user() {
        return identity().user();
    }

    boolean isWorkspaceAdmin() {
        return identity().role().isAdministrative();
    }

    Client client() {
        return new Client(
                http.getHeader("User-Agent"),
                Origins.address(http, settings.proxyHops()),
                Secrets.session(http).orElse(null),
                Secrets.device(http).orElse(null));
    }

    /** Set-Cookie values for somebody who has just signed in; made before anything waits, while the request is there. */
    Cookies cookies() {
        HttpServletRequest request = http;
        boolean isSecure = Origins.isSecure(request);
        return new Cookies(isSecure, settings.sessions().absolute());
    }

    /** How the session is put into the browser, and out of it again. */
    record Cookies(boolean isSecure, Duration life) {
        String session(Secret secret) {
            return Secrets.sessionCookie(isSecure, secret, life);
        }

        String device(Secret secret) {
            return Secrets.deviceCookie(isSecure, secret);
        }

        String none() {
            return Secrets.noSessionCookie(isSecure);
        }
    }

    /** 1 to 200, 50 when it is not said. */
    int limit() {
        String limit = http.getParameter("limit");
        if (limit == null) {
            return STANDARD_PAGE;
        }
        long number = number("limit").orElse((long) STANDARD_PAGE);
        if (number < 1 || number > LARGEST_PAGE) {
            throw new Refused(Problem.invalid("limit", "must be from 1 to " + LARGEST_PAGE));
        }
        return (int) number;
    }

    Optional<Long> number(String name) {
        String text = http.getParameter(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, in our words.
        }
        throw new Refused(Problem.invalid(name, "must be a whole number from 0 on"));
    }

    /** RFC 3339, with any offset; kept to the millisecond. */
    Optional<Instant> time(String name) {
        String text = http.getParameter(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return Optional.of(Instant.ofEpochMilli(time.toEpochMilli()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refused(Problem.invalid(name, "must be a time such as 2026-03-01T09:30:00.000Z"));
        }
    }

    String text(String name) {
        String text = http.getParameter(name);
        return text == null ? "" : Blanks.trimmed(text);
    }

    /** A name, or its beginning, as names are kept. */
    String line(String name) {
        return Blanks.trimmed(Blanks.unturned(text(name)));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(http.getParameter(name));
    }

    /** The cursor of a page: the key of the last thing on the page before; empty for the first page. */
    String cursor() {
        return text("cursor");
    }

    /** A page of a list that was asked for one longer than {@link #limit}. */
    <T> Page<T> page(List<T> oneMore, Function<T, String> key) {
        return Page.of(oneMore, limit(), key);
    }
}
