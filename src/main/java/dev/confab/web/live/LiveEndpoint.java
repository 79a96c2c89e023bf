package dev.confab.web.live;

import dev.confab.channel.Channels;
import dev.confab.message.Messages;
import dev.confab.ops.Settings;
import dev.confab.readmark.ReadMarks;
import dev.confab.web.Flood;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The container's door to a {@link Conversation}; there is one of these for each socket. */
@ServerEndpoint(value = "/ws/v1", subprotocols = "confab.v1")
public class LiveEndpoint {
    private static final Logger LOG = Logger.getLogger(LiveEndpoint.class.getName());

    @Inject
    private Hub hub;

    @Inject
    private Watch watch;

    @Inject
    private Closer closer;

    @Inject
    private Channels channels;

    @Inject
    private Messages messages;

    @Inject
    private ReadMarks readMarks;

    @Inject
    private Flood flood;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    private Conversation conversation;

    @OnOpen
    public void open(Session session) throws IOException {
        if (!(session.getUserPrincipal() instanceof Handshake.Visitor visitor)) {
            session.close(new CloseReason(Connection.SIGNED_OUT, "not signed in"));
            return;
        }
        IdleTimer.takeFrom(session); // first: the next but one would arm it
        int frame = settings.limits().frame();
        session.setMaxTextMessageBufferSize(frame);
        session.setMaxBinaryMessageBufferSize(frame);
        session.setMaxIdleTimeout(0); // our own watch does it: the container's timers outlive their sessions
        Connection connection = hub.meet(session, visitor.line(), visitor.identity());
        conversation = new Conversation(
                connection,
                visitor.peer(),
                visitor.intake(),
                new Conversation.Parts(hub, channels, messages, readMarks, flood, closer, settings, clock));
        watch.over(conversation);
        hub.admit(connection, Watch.HEARTBEAT_SECONDS, conversation::begin);
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
            closer.close(conversation.connection(), CloseCodes.CANNOT_ACCEPT, "only text is spoken here");
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
            watch.forget(conversation);
            hub.leave(conversation.connection());
        }
    }

    @OnError
    public void error(Throwable error) {
        LOG.log(Level.FINE, "a socket failed", error);
    }
}
