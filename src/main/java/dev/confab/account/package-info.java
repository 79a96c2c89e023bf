/**
 * People and how they prove who they are: accounts, passwords, sessions of browsers, tokens of machines.
 *
 * <p>It knows nothing of channels, and nothing of HTTP: cookies and headers are the web's business. A secret is
 * stored only as its hash.
 */
package dev.confab.account;
