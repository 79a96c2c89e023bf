/**
 * Finding again what was said: an index of all messages on this node's disk, which follows the channels' logs with
 * cursors of its own, and the questions that people ask it.
 *
 * <p>The index only proposes. Who may read what is asked of the database for each question and is part of it, and what is
 * shown is the message as it is now. So an index that is behind shows less, never what it must not. It can be deleted at
 * any time: the next start builds it anew from the logs.
 */
package dev.confab.search;
