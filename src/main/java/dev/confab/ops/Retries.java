package dev.confab.ops;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * A read whose connection was lost is tried once more, and at once: the pool may have given a dead one. By itself EclipseLink tries
 * three times and waits for 5 s before the second and the third; where the database says nothing, each takes as long as the socket's time-out.
 */
public class Retries implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(1);
    }
}
