/**
 * The page under {@code /dev/}: signs anybody in with one click, and floods a channel. It answers this machine alone,
 * and only when {@code confab.seed} or {@code confab.dev} is set. Plain HTML: it has no script and needs none.
 */
package dev.confab.dev.page;
