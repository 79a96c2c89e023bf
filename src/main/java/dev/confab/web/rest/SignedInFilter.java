package dev.confab.web.rest;

import dev.confab.web.Problem;
import dev.confab.web.Refused;
import dev.confab.web.security.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Closed unless {@link Open}. */
@Provider
public class SignedInFilter implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        boolean isSignedIn = request.getSecurityContext().getUserPrincipal() instanceof Caller;
        if (!isSignedIn && !resource.getResourceMethod().isAnnotationPresent(Open.class)) {
            throw new Refused(Problem.signedOut());
        }
    }
}
