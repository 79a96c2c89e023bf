/**
 * The fault harness: a cluster on this machine, many clients that write down all they do and hear, and a fault that strikes
 * meanwhile. Each row of the fault matrix says how it strikes and what must hold; each has a control, in which something is
 * left out and which must come out red.
 */
package dev.confab.faults;
