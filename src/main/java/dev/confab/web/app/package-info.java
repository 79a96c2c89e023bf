/**
 * The browser's app, as files: hashed, compressed when it was built, cached for ever or not at all. It knows nothing of
 * what the app does.
 */
package dev.confab.web.app;
