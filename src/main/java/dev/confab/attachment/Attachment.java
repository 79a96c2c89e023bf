package dev.confab.attachment;

import dev.confab.event.FileFacts;

/**
 * A file that is kept.
 *
 * @param message the message that it belongs to, or null
 * @param thumbnail the small picture of it, or null
 */
public record Attachment(FileFacts facts, String owner, String message, String key, Small thumbnail) {

    /** A small picture. */
    record Small(String key, String type) {}

    public String id() {
        return facts.id();
    }

    boolean isLooseOf(String user) {
        return message == null && owner.equals(user);
    }
}
