package dev.confab.thread;

/**
 * Somebody's place in a thread.
 *
 * @param readSeq the channel's seq up to which the replies have been read
 */
public record Place(String root, boolean follows, long readSeq) {}
