/**
 * What people say: posting, editing, deleting, and reading back. Posting needs a membership, never an id alone.
 *
 * <p>It does not know who is connected; what it writes on the channel's log finds its readers by itself.
 */
package dev.confab.message;
