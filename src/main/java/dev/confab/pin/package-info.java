/** Messages that a channel keeps at hand. */
package dev.confab.pin;
