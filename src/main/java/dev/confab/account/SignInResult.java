package dev.confab.account;

import java.time.Duration;

/** What becomes of an attempt to sign in. */
public sealed interface SignInResult {

    /** {@code device} is new, and to be kept by the browser; null when it already has a good one. */
    record SignedIn(Account account, Logins.Begun session, Secret device) implements SignInResult {}

    /** Wrong name, wrong password and deactivated account are one and the same. */
    record Refused() implements SignInResult {}

    record Throttled(Duration retryAfter) implements SignInResult {}
}
