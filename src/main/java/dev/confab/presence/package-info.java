/**
 * Who is here, and what people say of themselves. Who is here is known by connections and is never stored; what somebody
 * says is stored, and told on the log of its own. Others are told by signals, and only of whom they look at. It does not
 * know what a connection is made of.
 */
package dev.confab.presence;
