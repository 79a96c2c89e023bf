/**
 * Starts Confab on a developer's machine, one node or a cluster with its database, Redis and load balancer: checks what it
 * needs, gives Payara a domain of its own, starts it, waits until it answers and stops it again. The tests start their
 * servers with the same classes, and the image gets its domain from them. It knows nothing of the application but its
 * WAR, its settings and its readiness address, and it is never part of the WAR.
 */
package dev.confab.run;
