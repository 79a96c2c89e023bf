/**
 * Threads: what is known of the replies to a message, who follows them, and how far they have read. A reply is a message
 * like any other and stands on the channel's log; what it says is not known here.
 */
package dev.confab.thread;
