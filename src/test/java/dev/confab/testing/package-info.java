/**
 * The world of the tests: real servers, real databases, and people who talk through the promised doors, REST and the
 * socket, and know nothing of the code behind them. Also what breaks things on purpose, and the checker that tells from a
 * recorded history whether the delivery contract held. Nothing here sleeps to wait: it waits for a condition with a limit.
 */
package dev.confab.testing;
