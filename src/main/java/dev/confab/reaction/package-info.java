/**
 * What people make of a message without words. It knows messages by their ids alone; who may react, and whether there is
 * anything to react to, is seen to by who asks.
 */
package dev.confab.reaction;
