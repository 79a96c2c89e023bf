package dev.confab.account;

import java.time.Instant;

/** Who is asking, proven by a secret. {@code login} is the session's or token's id; after {@code until} it is void. */
public record Identity(String user, Role role, String login, boolean isToken, Instant until) {}
