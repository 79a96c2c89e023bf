package dev.confab.web.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
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
    /** Of the frame that the kernel has taken a part of: nothing may come before it. */
    private ByteBuffer rest;

    private Consumer<Throwable> sender;
    private boolean isPingDue;
    private byte[] pong;
    private byte[] farewell;
    private boolean isFarewellBegun;
    /** Not to ask for it before each frame; it holds the answer to the handshake at first. */
    private boolean mayContainerHold = true;

    private boolean isOver;
    private boolean mayLinger = true;
    private boolean isToLinger;
    private long written;

    /** The container has upgraded the connection. */
    void open(WebConnection upgraded) throws IOException {
        open(upgraded, Bypass.under(upgraded));
    }

    void open(WebConnection upgraded, Optional<Bypass> past) throws IOException {
        synchronized (this) {
            connection = upgraded;
            out = upgraded.getOutputStream();
            bypass = past.orElse(null);
        }
        out.setWriteListener(this);
    }

    /**
     * Sends a frame as it is. One at a time: the next when this one has been taken, at once or when {@code taken} is
     * told so, with null, or with the reason why it never will be.
     *
     * @return whether it has been taken at once; then nobody is told
     */
    boolean send(byte[] frame, Consumer<Throwable> taken) {
        synchronized (this) {
            if (sender != null) {
                throw new IllegalStateException("a frame is under way");
            }
            if (rest == null && !isOver && !isAnythingWaiting() && isContainerEmpty()) { // as nearly always
                ByteBuffer all = ByteBuffer.wrap(frame);
                if (isTakenByKernel(all)) {
                    return true;
                }
                rest = all;
            } else {
                next = frame;
            }
            sender = taken;
        }
        pump();
        return false;
    }

    /** As {@link Connection#touch}. */
    int touch() {
        return (int) written + (bypass == null ? 0 : bypass.touch());
    }

    private boolean isTakenByKernel(ByteBuffer frame) {
        try {
            bypass.write(frame);
        } catch (IOException e) { // it fails in the same way where that is told
            LOG.log(Level.FINE, "a socket takes nothing more", e);
        }
        written += frame.position();
        return !frame.hasRemaining();
    }

    /** Left out when something is waiting already: what has not been taken by then says as much. */
    void ping() {
        synchronized (this) {
            isPingDue = sender == null;
        }
        pump();
    }

    synchronized Uptake.Written written() {
        return new Uptake.Written(written, isContainerEmpty());
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
                    if (sender != null && next == null && rest == null && hasRoom()) {
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

    private void writeWhatWaits() throws IOException {
        while (rest != null || isAnythingWaiting() && hasRoom()) {
            if (rest == null) {
                rest = ByteBuffer.wrap(nextInTurn());
            }
            if (!writeRest()) {
                return;
            }
        }
        isOver |= isFarewellBegun;
    }

    /** The container is only asked when it must be: its answer takes as long as the rest of a send, but for the kernel. */
    private boolean hasRoom() {
        return isContainerEmpty() || isContainerReady();
    }

    /** Whether the kernel has all that was written, and may be given more past the container. */
    private boolean isContainerEmpty() {
        if (bypass == null) {
            return false;
        }
        if (mayContainerHold) {
            mayContainerHold = !bypass.isClear();
        }
        return !mayContainerHold;
    }

    /** To ask is also to be told, when it is not. */
    private boolean isContainerReady() {
        return out.isReady();
    }

    private boolean isAnythingWaiting() {
        return pong != null || isPingDue || next != null || farewell != null;
    }

    private byte[] nextInTurn() {
        byte[] frame;
        if (pong != null) {
            frame = pong;
            pong = null;
        } else if (isPingDue) {
            frame = PING;
            isPingDue = false;
        } else if (next != null) {
            frame = next;
            next = null;
        } else {
            frame = farewell;
            farewell = null;
            isFarewellBegun = true;
        }
        return frame;
    }

    /** Whether nothing is left of it. */
    private boolean writeRest() throws IOException {
        int waiting = rest.remaining();
        if (isContainerEmpty()) {
            bypass.write(rest);
        }
        if (rest.hasRemaining() && isContainerReady()) {
            mayContainerHold = true;
            out.write(rest.array(), rest.position(), rest.remaining());
            out.flush();
            rest.position(rest.limit());
        }
        written += waiting - rest.remaining();
        if (rest.hasRemaining()) {
            return false;
        }
        rest = null;
        return true;
    }

    /** Nothing is written any more; who is to be told why. */
    private Consumer<Throwable> end() {
        isOver = true;
        next = null;
        rest = null;
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
