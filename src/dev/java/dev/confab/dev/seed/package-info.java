/**
 * Fills an empty database with a workspace and a year of talk. All but the accounts' rows is done through the features
 * themselves, one deed after the other, under a clock that shows the past: so what is there afterwards is what a year of
 * use would have left, whatever the features write.
 */
package dev.confab.dev.seed;
