package dev.confab.attachment;

import dev.confab.event.FileFacts;

/** What becomes of a file that somebody uploads. */
public sealed interface UploadResult {
    record Kept(FileFacts file) implements UploadResult {}

    /** More than one file may have, or than the user has left. */
    record TooBig(long most) implements UploadResult {}

    /** So many of this user's, or of all, are under way. */
    record TooManyAtOnce() implements UploadResult {}

    record TooSlow() implements UploadResult {}

    /** It ended before what was said to come. */
    record Broken() implements UploadResult {}

    /** Its type is not among those that are taken. */
    record NotTaken(String type) implements UploadResult {}

    /** A picture of more pixels than anybody should have to show. */
    record TooManyPixels() implements UploadResult {}
}
