/**
 * Running it: settings, the database and its schema, health. Knows the platform and no feature.
 */
package dev.confab.ops;
