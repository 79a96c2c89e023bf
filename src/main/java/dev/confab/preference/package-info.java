/** What people have chosen for themselves, at large and for single channels; told to all their devices. */
package dev.confab.preference;
