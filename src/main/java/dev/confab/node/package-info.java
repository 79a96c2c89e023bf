/**
 * The nodes that form one Confab, and which of them shall be without people for a while. What is wanted of a node stands
 * in the database, so it comes to pass whichever node was asked, and with or without Redis. It knows no sockets: whoever
 * has them is told.
 */
package dev.confab.node;
