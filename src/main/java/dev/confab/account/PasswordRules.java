package dev.confab.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which passwords are refused: by length and because others use them, never for want of a digit (NIST SP 800-63B,
 * section 3.1.1.2). Counted in code points, compared exactly, spaces included.
 */
@ApplicationScoped
public class PasswordRules {
    public static final int SHORTEST = 10;
    public static final int LONGEST = 128;

    private final Set<String> common = common();

    /**
     * Why a password is refused.
     *
     * @param code a stable name for it
     * @param message in words for its owner
     * @param limit the number in the message, or null
     */
    public record Objection(String code, String message, Integer limit) {}

    /** What is wrong with another password for this account; empty when nothing is. */
    public Optional<Objection> objection(String password, Account owner) {
        return objection(password, owner.username(), owner.email(), owner.displayName());
    }

    /** The same for an account that is not there yet. What is not known of its owner is empty. */
    public Optional<Objection> objection(String password, String username, String email, String displayName) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(new Objection("too-short", "must have at least " + SHORTEST + " characters", SHORTEST));
        }
        if (length > LONGEST) {
            return Optional.of(new Objection("too-long", "must have at most " + LONGEST + " characters", LONGEST));
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (common.contains(folded) || isMonotonous(folded)) {
            return Optional.of(new Objection("common-password", "is one of the most common passwords", null));
        }
        String mailbox = email.substring(0, Math.max(0, email.lastIndexOf('@')));
        if (Stream.of(username, email, mailbox, displayName)
                .map(own -> own.toLowerCase(Locale.ROOT))
                .anyMatch(folded::equals)) {
            return Optional.of(new Objection("own-name", "must not be your name or e-mail address", null));
        }
        return Optional.empty();
    }

    /** One or two different characters, or a run such as 1234567890 or abcdefghij. */
    private static boolean isMonotonous(String password) {
        if (password.codePoints().distinct().count() <= 2) {
            return true;
        }
        int[] points = password.codePoints().toArray();
        int step = points[1] - points[0];
        for (int i = 1; i < points.length; i++) {
            boolean isNext = points[i] - points[i - 1] == step || points[i - 1] == '9' && points[i] == '0';
            if (!isNext || Math.abs(step) > 1) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> common() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER
                    .load()
                    .getRankedDictionary()
                    .keySet());
        } catch (IOException e) {
            throw new UncheckedIOException("the list of common passwords cannot be read", e);
        }
    }
}
