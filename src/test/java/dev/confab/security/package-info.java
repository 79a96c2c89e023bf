/**
 * Attacks and bad input against running servers, through the doors that everybody has: HTTP, the socket, and bytes that
 * only look like them. What is asserted is what an attacker gets: the answer, what was changed, what became of everybody
 * else, and what was written down. Where the container decides and we would have it otherwise, the test's name says
 * {@code accepted_gap}: it holds what happens, so that a change is noticed.
 */
package dev.confab.security;
