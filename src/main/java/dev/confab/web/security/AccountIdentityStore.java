package dev.confab.web.security;

import dev.confab.account.Identity;
import dev.confab.account.Logins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import java.util.Set;

/** Recognises the secrets of sessions and tokens. Passwords are tried in their own bounded pool, not here. */
@ApplicationScoped
public class AccountIdentityStore implements IdentityStore {
    @Inject
    private Logins logins;

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof SecretCredential presented)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        Optional<Identity> identity = logins.identify(presented.secret());
        return identity.map(who -> new CredentialValidationResult(
                        new Caller(who), Set.of(who.role().word())))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
