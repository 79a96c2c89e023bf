package dev.confab.web.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The container's door to a {@link Conversation}; there is one of these for each socket. What it needs it gets from the
 * handshake: the container would look at the whole class and make all that is injected into it anew for each socket.
 */
@ServerEndpoint(value = "/ws/v1", subprotocols = "confab.v1", configurator = LiveEndpoint.Maker.class)
public class LiveEndpoint {
    private static final Logger LOG = Logger.getLogger(LiveEndpoint.class.getName());

    private Conversations conversations;
    private Conversation conversation;

    /** Makes one by its constructor. */
    public static class Maker extends ServerEndpointConfig.Configurator {
        @Override
        public <T> T getEndpointInstance(Class<T> endpoint) {
            return endpoint.cast(new LiveEndpoint());
        }
    }

    @OnOpen
    public void open(Session session) throws IOException {
        if (!(session.getUserPrincipal() instanceof Handshake.Visitor visitor)) {
            session.close(new CloseReason(Connection.SIGNED_OUT, "not signed in"));
            return;
        }
        conversations = visitor.conversations();
        conversation = conversations.with(session, visitor); // before it is admitted, for that may close it
        conversations.admit(conversation);
    }

    @OnMessage
    public void text(String part, boolean isLast) {
        if (conversation != null) {
            conversation.hear(part, isLast);
        }
    }

    @OnMessage
    public void binary(byte[] ignored, boolean isLast) {
        if (conversation != null) {
            conversation.refuseBinary();
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        if (conversation != null) {
            conversation.pong();
        }
    }

    @OnClose
    public void close() {
        if (conversation != null) {
            conversations.end(conversation);
        }
    }

    @OnError
    public void error(Throwable error) {
        LOG.log(Level.FINE, "a socket failed", error);
    }
}
