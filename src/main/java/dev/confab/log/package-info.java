/**
 * The heart: durable, append-only, gapless logs of events, one for each channel and one for each user.
 *
 * <p>Every change of the product goes through {@link dev.confab.log.Logs#append}: state and event are written in one
 * transaction, told to all nodes after the commit, and only then acked. The package knows neither messages nor
 * channels, and nobody else gives out a {@code seq}.
 */
package dev.confab.log;
