package dev.confab.dev.seed;

/**
 * Somebody of the seeded workspace.
 *
 * @param came days ago
 * @param left days ago that the account was deactivated; 0 for who is still there
 */
public record Person(String username, String displayName, int came, int left) {

    Person(String username, String displayName, int came) {
        this(username, displayName, came, 0);
    }
}
