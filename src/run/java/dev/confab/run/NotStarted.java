package dev.confab.run;

import java.io.IOException;

/** The server did not come up. The message is one line for a person; {@link #log} is the end of what the server said. */
public final class NotStarted extends IOException {

    private static final long serialVersionUID = 1L;

    private final String log;

    NotStarted(String message, String log) {
        super(message);
        this.log = log;
    }

    public String log() {
        return log;
    }
}
