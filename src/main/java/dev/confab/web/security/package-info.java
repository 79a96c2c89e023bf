/**
 * Who is asking, and from which site: Jakarta Security's mechanism and identity store, the check of the origin, the
 * headers that every answer carries. It knows accounts, and nothing of what they are used for.
 */
package dev.confab.web.security;
