package dev.confab.web.security;

import dev.confab.account.Identity;
import jakarta.security.enterprise.CallerPrincipal;

/** The principal of a request or socket: an identity that a secret has proven. */
public final class Caller extends CallerPrincipal {
    private static final long serialVersionUID = 1;

    private final transient Identity identity;

    Caller(Identity identity) {
        super(identity.user());
        this.identity = identity;
    }

    public Identity identity() {
        return identity;
    }
}
