package dev.confab.web.live;

import dev.confab.node.Nodes;
import dev.confab.web.Answers;
import dev.confab.web.Problem;
import dev.confab.web.security.Caller;
import dev.confab.web.security.Origins;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Refuses before the upgrade: WebSocket itself asks neither who comes nor from which site (RFC 6455, section 10.2). */
public class HandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Hub hub;

    @Inject
    private transient Nodes nodes;

    @Inject
    private transient Conversations conversations;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        hub.doorstep().look();
        String query = request.getQueryString();
        if (query != null && query.toLowerCase(java.util.Locale.ROOT).contains("token")) {
            Answers.send(response, Problem.malformed("A secret in a URL is never accepted."));
        } else if (Origins.isForeign(request, true)) {
            Answers.send(response, Problem.foreignOrigin());
        } else if (!(request.getUserPrincipal() instanceof Caller caller)) {
            Answers.send(response, Problem.signedOut());
        } else if (nodes.whyToBeEmpty().isPresent()) {
            Answers.send(response, Problem.drained());
        } else if (!hub.hasRoomFor(caller.identity().user())) {
            Answers.send(response, Problem.tooMany("Too many sockets are open.", Duration.ofSeconds(5)));
        } else if (!hub.canWait()) {
            Answers.send(response, Problem.crowded());
        } else {
            chain.doFilter(new Handshake(request, caller, hub.doorstep(), conversations), response);
        }
    }
}
