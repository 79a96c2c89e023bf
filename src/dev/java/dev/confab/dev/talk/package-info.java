/**
 * What the seeded people say: dialogues from text files, with words put in. It knows neither accounts nor channels, and
 * the same random numbers give the same talk.
 */
package dev.confab.dev.talk;
