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
        tx.batch(INSERT, row -> {
            row.setString(1, person.id());
            row.setString(2, person.username());
            row.setString(3, person.username());
            row.setString(4, email);
            row.setString(5, email);
            row.setString(6, person.displayName());
            row.setString(7, person.displayName().toLowerCase(Locale.ROOT));
            row.setString(8, person.role().toUpperCase(Locale.ROOT));
            row.setString(9, passwordHash);
            row.setBoolean(10, person.deactivated());
            row.setLong(11, person.createdAt().toEpochMilli());
        });
    }
}
