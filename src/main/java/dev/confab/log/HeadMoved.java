package dev.confab.log;

import java.sql.SQLException;

/** A log's head is not where it was seen last: somebody else has written there. */
final class HeadMoved extends SQLException {
    private static final long serialVersionUID = 1;
}
