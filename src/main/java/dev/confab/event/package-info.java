/**
 * The words: everything durable that a browser can hear, and how it is written as JSON.
 *
 * <p>It knows nothing but {@code java.*}: no database, no socket, no framework. What is not here cannot be said on a
 * log.
 */
package dev.confab.event;
