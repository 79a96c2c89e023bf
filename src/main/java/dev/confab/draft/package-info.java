/** Words that are written and not sent yet: each user's own, on whatever device. */
package dev.confab.draft;
