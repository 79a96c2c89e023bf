package dev.confab.log;

/** The log cannot take the change now: nothing was written, and trying again later is the right thing to do. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
