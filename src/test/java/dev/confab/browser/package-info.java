/** The app in a real browser, against a real server: what people will see, done as they do it. */
package dev.confab.browser;
