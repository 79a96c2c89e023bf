/**
 * Files: taken in bounded, known by their bytes, freed of what they tell about places, and kept in a {@link
 * dev.confab.attachment.Vault}. It knows messages by their ids alone; who may read a message is said by who asks.
 */
package dev.confab.attachment;
