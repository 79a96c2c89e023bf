package dev.confab.account;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Usernames are ASCII, so that no look-alike from another script can be one; display names may use any script. Two
 * usernames that differ only in case are the same.
 */
public final class Usernames {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?");

    private Usernames() {}

    /** 1 to 64 letters, digits, dots, hyphens and underscores; begins with a letter or digit, ends without punctuation. */
    public static boolean isWellFormed(String username) {
        return FORM.matcher(username).matches();
    }

    static String skeleton(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    static String fold(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
