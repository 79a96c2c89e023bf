/**
 * From node to node: tells every node what one has written. A hint only; who misses it reads the log.
 *
 * <p>With one node there is nothing but this node to tell. It knows events and nothing else.
 */
package dev.confab.backplane;
