/** Messages that somebody has put aside, for nobody else to see. */
package dev.confab.saved;
