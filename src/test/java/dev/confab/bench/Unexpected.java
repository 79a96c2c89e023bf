package dev.confab.bench;

/** A promise was broken, or the load cannot go on: there is no figure. */
final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(String what) {
        super(what);
    }

    Unexpected(String what, Throwable cause) {
        super(what, cause);
    }
}
