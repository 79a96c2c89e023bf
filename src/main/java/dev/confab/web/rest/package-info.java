/**
 * REST under {@code /api/v1}: reads a request, asks a feature, turns its result into an answer. No rule of the product
 * lives here, and nothing of the socket.
 */
package dev.confab.web.rest;
