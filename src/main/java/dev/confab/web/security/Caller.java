package dev.confab.web.security;

import dev.confab.account.Identity;
import jakarta.security.enterprise.CallerPrincipal;

/** The principal of a request or socket: an identity that a secret has proven. */
public final class Caller extends CallerPrincipal {
    private static final long serialVersionUID = 1;

    private final transient Identity identity;
    private final int remotePort;

    Caller(Identity identity, int remotePort) {
        super(identity.user());
        this.identity = identity;
        this.remotePort = remotePort;
    }

    public Identity identity() {
        return identity;
    }

    /** The port at the other end of the connection: with it the kernel can tell how much a socket has yet to take. */
    public int remotePort() {
        return remotePort;
    }
}
