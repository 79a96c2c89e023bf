package dev.confab.node;

/**
 * Whether this node has lost the database while another one has it: who is connected here is better off there, and no load
 * balancer ends a socket for that. Where no node has it all stay, for to go would be a storm for nothing. It counts looks, one
 * a second, and not time: a process that was paused has not been silent.
 */
final class Stranding {
    /** So many looks without an answer of the database: a load balancer has seen by then that the node is not ready. */
    static final int PATIENCE = 6;
    /** What another node has said counts for so many looks. */
    static final int FRESH = 3;

    private int silent;
    private int othersSilent = FRESH;

    /** The database has answered here. */
    synchronized void answered() {
        silent = 0;
    }

    /** Another node takes people and says that the database answers there. */
    synchronized void otherIsWell() {
        othersSilent = 0;
    }

    synchronized void look() {
        silent = Math.min(silent + 1, PATIENCE);
        othersSilent = Math.min(othersSilent + 1, FRESH);
    }

    synchronized boolean isStranded() {
        return silent == PATIENCE && othersSilent < FRESH;
    }
}
