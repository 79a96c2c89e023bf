/**
 * The edge: what REST and the socket have in common. Bad input is read here once, and refused here once, with the same
 * problem objects on both.
 */
package dev.confab.web;
