/**
 * Of whom somebody wants to hear nothing. Nobody but that person is told. What follows from it is for others to look up
 * in the table: who may write into a direct channel, and which mentions count.
 */
package dev.confab.block;
