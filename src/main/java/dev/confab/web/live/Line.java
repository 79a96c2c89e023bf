package dev.confab.web.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * The way out of one socket, in the place of the container's own writer, which encodes a text anew for each receiver,
 * calls a frame sent while megabytes are queued, and lets a thread wait for a client that does not take its pongs.
 *
 * <p>A frame counts as taken when there is room for another. At most one frame of ours is under way, and of the
 * container's own frames only the last pong (RFC 6455, section 5.5.3) and the close frame are kept: a client that takes
 * nothing costs what the listener's buffer holds (docker/preboot.asadmin), and no thread ever waits for it.
 */
final class Line extends Writer implements WriteListener {
    private static final Logger LOG = Logger.getLogger(Line.class.getName());
    private static final byte[] PING = {(byte) 0x89, 0};
    private static final int OPCODE = 0x0f;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private WebConnection connection;
    private ServletOutputStream out;
    private Bypass bypass;
    private byte[] next;
    private Consumer<Throwable> sender;
    private boolean isPingDue;
    private byte[] pong;
    private byte[] farewell;
    private boolean isOver;
    private boolean mayLinger = true;
    private boolean isToLinger;
    private long written;

    /** The container has upgraded the connection. */
    void open(WebConnection upgraded) throws IOException {
        synchronized (this) {
            connection = upgraded;
            out = upgraded.getOutputStream();
            bypass = Bypass.under(upgraded).orElse(null);
        }
        out.setWriteListener(this);
    }

    /**
     * Sends a frame as it is. One at a time: the next when {@code taken} was told that this one has been taken, with
     * null, or with the reason why it never will be.
     */
    void send(byte[] frame, Consumer<Throwable> taken) {
        synchronized (this) {
            if (sender != null) {
                throw new IllegalStateException("a frame is under way");
            }
            next = frame;
            sender = taken;
        }
        pump();
    }

    /** Left out when something is waiting already: what has not been taken by then says as much. */
    void ping() {
        synchronized (this) {
            isPingDue = sender == null;
        }
        pump();
    }

    synchronized Uptake.Written written() {
        return new Uptake.Written(written, bypass != null && bypass.isClear());
    }

    @Override
    public void onWritePossible() {
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        Consumer<Throwable> told;
        synchronized (this) {
            told = end();
        }
        if (told != null) {
            told.accept(failure);
        }
    }

    /** The container's own frames: pongs, and the close frame. */
    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        synchronized (this) {
            switch (bytes[0] & OPCODE) {
                case PONG -> pong = bytes;
                case CLOSE -> farewell = bytes;
                default -> throw new IllegalStateException("only a Connection sends");
            }
        }
        pump();
        if (handler != null) {
            handler.completed(frame);
        }
    }

    /** Writes what waits, in the order in which it may be said, as far as there is room. */
    private void pump() {
        Consumer<Throwable> told = null;
        Throwable failure = null;
        synchronized (this) {
            try {
                if (out != null && !isOver) {
                    writeWhatWaits();
                    if (sender != null && next == null && out.isReady()) {
                        told = sender;
                        sender = null;
                    }
                } else if (isOver && sender != null) {
                    failure = new IOException("the socket is closed");
                    told = end();
                }
            } catch (IOException | RuntimeException e) { // the container's answer when the peer is gone
                failure = e;
                told = end();
            }
        }
        if (told != null) {
            told.accept(failure);
        }
    }

    /** Each look whether there is room also asks to be told when there is. */
    private void writeWhatWaits() throws IOException {
        if (pong != null && out.isReady()) {
            write(pong);
            pong = null;
        }
        if (isPingDue && out.isReady()) {
            write(PING);
            isPingDue = false;
        }
        if (next != null && out.isReady()) {
            write(next);
            next = null;
        }
        if (farewell != null && next == null && out.isReady()) {
            write(farewell);
            farewell = null;
            isOver = true;
        }
    }

    private void write(byte[] frame) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(frame);
        if (bypass != null) {
            bypass.write(rest);
        }
        if (rest.hasRemaining()) {
            out.write(frame, rest.position(), rest.remaining());
            out.flush();
        }
        written += frame.length;
    }

    /** Nothing is written any more; who is to be told why. */
    private Consumer<Throwable> end() {
        isOver = true;
        next = null;
        Consumer<Throwable> told = sender;
        sender = null;
        return told;
    }

    /**
     * The next close leaves the connection open for reading: the close frame, and what is before it, shall arrive. The
     * container cuts at once, and what the client has sent meanwhile would make the kernel throw all of it away. It ends
     * with the client's own close frame, or with {@link #cut}.
     */
    synchronized void linger() {
        isToLinger = mayLinger;
        mayLinger = false;
    }

    /** The container has done with this socket. */
    @Override
    public void close() {
        synchronized (this) {
            if (isToLinger) {
                isToLinger = false;
                return;
            }
        }
        cut();
    }

    /** Ends the connection, whatever is on its way. */
    void cut() {
        WebConnection ended;
        synchronized (this) {
            ended = connection;
            isOver = true;
        }
        pump();
        if (ended == null) {
            return;
        }
        try {
            ended.close();
        } catch (Exception e) { // as the interface has it
            LOG.log(Level.FINE, "a socket was gone before it could be cut", e);
        }
    }
}
