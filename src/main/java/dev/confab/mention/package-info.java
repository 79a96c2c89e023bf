/**
 * Whom messages name. The server finds the names, so that it is one rule for all clients; counts are computed from the
 * rows of the messages, each time they are asked for.
 */
package dev.confab.mention;
