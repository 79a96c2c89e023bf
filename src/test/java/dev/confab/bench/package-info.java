/**
 * How fast it is, beside yardsticks of the same run: posts beside raw JDBC inserts of the same rows, deliveries beside a
 * Node {@code ws} server that broadcasts the same bytes. The load shares the cores with the servers, so it is cheap: one
 * thread, one selector, frames that are counted and checked in the read buffer. A round in which an event is lost, comes
 * twice or out of order is no figure but a failure. It knows REST and the socket, and the schema for the raw inserts.
 */
package dev.confab.bench;
