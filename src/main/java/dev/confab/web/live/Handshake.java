package dev.confab.web.live;

import dev.confab.account.Identity;
import dev.confab.web.security.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/** The request of a handshake that may go on: gives the container our {@link Line} and {@link Intake}, and the endpoint its caller. */
final class Handshake extends HttpServletRequestWrapper {
    private final Visitor visitor;
    private final Doorstep doorstep;

    /** Who opens a socket, from where, the ways out of it and in, and with whom to talk: what an endpoint learns of the handshake. */
    record Visitor(Identity identity, Peer peer, Line line, Intake intake, Conversations conversations)
            implements Principal {
        @Override
        public String getName() {
            return identity.user();
        }
    }

    Handshake(HttpServletRequest request, Caller caller, Doorstep doorstep, Conversations conversations) {
        super(request);
        this.doorstep = doorstep;
        Intake intake = new Intake();
        intake.hold(); // until it is greeted
        this.visitor = new Visitor(
                caller.identity(),
                Peer.of(request.getRemoteAddr(), request.getRemotePort()),
                new Line(),
                intake,
                conversations);
    }

    @Override
    public Principal getUserPrincipal() {
        return visitor;
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) throws IOException, ServletException {
        if (handler != TyrusHttpUpgradeHandler.class) {
            throw new ServletException("the socket needs Tyrus as its container, not " + handler.getName());
        }
        LineHandler ours = super.upgrade(LineHandler.class);
        ours.use(visitor.line(), visitor.intake(), doorstep);
        return handler.cast(ours);
    }
}
