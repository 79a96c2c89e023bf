/**
 * How far people have read. Unread counts are computed from the read mark and what stands behind it, each time they are
 * asked for: they cannot drift.
 */
package dev.confab.readmark;
