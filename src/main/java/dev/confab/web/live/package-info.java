/**
 * The socket: who is connected, what each has seen, and the next frame for each.
 *
 * <p>A connection is a set of cursors and a small outbox. Nothing here decides what is true: what an outbox cannot take
 * is read from the log later. It does not know REST.
 */
package dev.confab.web.live;
