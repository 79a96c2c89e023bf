package dev.confab.message;

/** What becomes of an edit or a deletion. */
public sealed interface ChangeResult {
    record Changed(OwnMessage message) implements ChangeResult {}

    /** There is no such message for this user, or no longer. */
    record NotThere() implements ChangeResult {}

    /** A bound is reached; {@code what} says which. */
    record Full(String what) implements ChangeResult {}

    record NotAllowed(String why) implements ChangeResult {}
}
