package dev.confab.web.security;

import dev.confab.account.Secret;
import dev.confab.log.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A browser's cookie or a machine's bearer token, on every request to the API, the socket and the files. Whoever has neither is
 * nobody; what nobody may do is decided where it is asked for.
 */
@ApplicationScoped
public class SecretMechanism implements HttpAuthenticationMechanism {
    private static final String UNKNOWN = SecretMechanism.class.getName() + ".unknown";

    @Inject
    private IdentityStoreHandler identities;

    protected SecretMechanism() {} // the container makes a proxy by it

    SecretMechanism(IdentityStoreHandler identities) {
        this.identities = identities;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (isCallerUnknown(request)) {
            return context.doNothing();
        }
        String path = request.getRequestURI();
        Optional<Secret> secret = Stream.of("/api/", "/ws/", "/files/").anyMatch(path::startsWith)
                ? Secrets.presented(request)
                : Optional.empty();
        if (secret.isEmpty()) {
            return context.doNothing();
        }
        CredentialValidationResult result;
        try {
            result = identities.validate(new SecretCredential(secret.get()));
        } catch (RuntimeException e) {
            if (!Unavailable.isBehind(e)) {
                throw e;
            }
            // What is thrown here the container answers by itself, before any filter of ours.
            doNotAsk(request);
            return context.doNothing();
        }
        return result.getStatus() == CredentialValidationResult.Status.VALID
                ? context.notifyContainerAboutLogin(result.getCallerPrincipal(), result.getCallerGroups())
                : context.doNothing();
    }

    /** There is no time now to find out whose request it is. */
    public static void doNotAsk(HttpServletRequest request) {
        request.setAttribute(UNKNOWN, true);
    }

    /** Whether nobody can say now whose secret came with it. */
    public static boolean isCallerUnknown(HttpServletRequest request) {
        return request.getAttribute(UNKNOWN) != null;
    }
}
