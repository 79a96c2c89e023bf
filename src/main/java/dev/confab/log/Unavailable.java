package dev.confab.log;

/** The log cannot take the change now: nothing was written, and trying again later is the right thing to do. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether this is why something failed: said by the log, or read off an error of the database under JPA. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unavailable) {
                return true;
            }
        }
        GroupFailure seen = new GroupFailure(failure);
        return seen.isTransient() || seen.isOutage();
    }
}
