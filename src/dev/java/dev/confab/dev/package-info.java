/**
 * What only developers need: a year of talk to look at, and a page that signs anybody in. It is a source root of its
 * own, which only the Maven profile {@code run} builds into the WAR; a test looks that the WAR of {@code mvn verify}
 * holds nothing of it.
 *
 * <p>It may depend on everything, and nothing may depend on it.
 */
package dev.confab.dev;
