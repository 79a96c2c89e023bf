package dev.confab.web.security;

import dev.confab.account.Secret;
import jakarta.security.enterprise.credential.Credential;

/** A session's or token's secret, as a client has presented it, and the port that it came from. */
record SecretCredential(Secret secret) implements Credential {}
