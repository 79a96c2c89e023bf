package dev.confab.web.live;

import dev.confab.channel.Channels;
import dev.confab.message.Messages;
import dev.confab.ops.Settings;
import dev.confab.readmark.ReadMarks;
import dev.confab.web.Flood;
import dev.confab.web.live.Handshake.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.Clock;

/** A {@link Conversation} with each who opens a socket. */
@ApplicationScoped
class Conversations {
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

    Conversations() {} // the container makes a proxy by it

    /** One that begins when it is {@link #admit}ted. */
    Conversation with(Session session, Visitor visitor) {
        IdleTimer.takeFrom(session); // first: the next but one would arm it
        int frame = settings.limits().frame();
        session.setMaxTextMessageBufferSize(frame);
        session.setMaxBinaryMessageBufferSize(frame);
        session.setMaxIdleTimeout(0); // our own watch does it: the container's timers outlive their sessions
        Connection connection = hub.meet(session, visitor.line(), visitor.identity());
        return new Conversation(
                connection,
                visitor.peer(),
                visitor.intake(),
                new Conversation.Parts(hub, channels, messages, readMarks, flood, closer, settings, clock));
    }

    void admit(Conversation conversation) {
        watch.over(conversation);
        hub.admit(conversation.connection(), conversation::begin);
    }

    void end(Conversation conversation) {
        watch.forget(conversation);
        hub.leave(conversation.connection());
    }
}
