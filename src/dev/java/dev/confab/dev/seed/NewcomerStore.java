package dev.confab.dev.seed;

import dev.confab.event.UserFacts;
import dev.confab.log.Transaction;
import java.util.Locale;

/**
 * Rows of {@code account}, as signing up writes them. Signing up itself would hash the same password a dozen times and
 * leave a dozen browsers signed in.
 */
final class NewcomerStore {
    private static final String INSERT =
            "INSERT INTO account (id, username, skeleton, email, email_folded, display_name,"
                    + " name_folded, role, password_hash, deactivated, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private NewcomerStore() {}

    static void add(Transaction tx, UserFacts person, String passwordHash) {
        String email = person.username() + "@example.org";
        tx.batch(
                INSERT,
                person.id(),
                person.username(),
                person.username(),
                email,
                email,
                person.displayName(),
                person.displayName().toLowerCase(Locale.ROOT),
                person.role().toUpperCase(Locale.ROOT),
                passwordHash,
                person.deactivated(),
                person.createdAt().toEpochMilli());
    }
}
