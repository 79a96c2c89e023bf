package dev.confab.web.rest;

import dev.confab.account.PasswordRules.Objection;
import dev.confab.account.Usernames;
import dev.confab.web.Blanks;
import dev.confab.web.Input;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Fields that more than one resource takes. */
final class Fields {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_PASSWORD_FIELD = 2_000;

    private Fields() {}

    static String username(Input input) {
        String username = Blanks.trimmed(input.string("username"));
        input.check(
                "username",
                !input.has("username") || Usernames.isWellFormed(username),
                "username",
                "must be 1 to 64 letters a to z, digits, dots, hyphens and underscores,"
                        + " beginning with a letter or digit");
        return username;
    }

    static String email(Input input) {
        String email = input.line("email", 3, LONGEST_EMAIL);
        input.check(
                "email", !input.has("email") || EMAIL.matcher(email).matches(), "email", "is not an e-mail address");
        return email;
    }

    static String displayName(Input input) {
        return input.line("displayName", 1, LONGEST_NAME);
    }

    /** A new password and what is said against it; compared exactly, so nothing is trimmed. */
    static String newPassword(Input input, String field, Function<String, Optional<Objection>> objection) {
        String password = input.string(field);
        if (input.has(field)) {
            objection
                    .apply(password)
                    .ifPresent(why -> input.check(field, false, why.code(), why.message(), why.limit()));
        }
        return password;
    }

    /** A password to be tried: any string, but not so long that hashing it would be the attack. */
    static String password(Input input, String field) {
        String password = input.string(field);
        input.check(
                field, password.length() <= LONGEST_PASSWORD_FIELD, "too-long", "is too long", LONGEST_PASSWORD_FIELD);
        return password;
    }
}
