package dev.confab.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A client's socket, as cheap as it can be: whole frames are heard in the loop's read buffer, only what a read has cut
 * off is copied. For the loop's thread alone.
 */
final class LoadSocket {
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Walker walker = new Walker();
    private ByteBuffer cutOff;
    private ByteBuffer unsent;
    private Ear ear = (in, from, to) -> {};
    private Consumer<String> whenOver = why -> {
        throw new Unexpected(why);
    };
    private byte[] greeting = {};
    private boolean isOpen;

    LoadSocket(String name, SocketChannel channel, SelectionKey key) {
        this.name = name;
        this.channel = channel;
        this.key = key;
        key.attach(this);
    }

    void listen(Ear newEar) {
        ear = newEar;
    }

    /** What is to be done when the server does not let it in or ends it; without it the load fails then. */
    void whenOver(Consumer<String> then) {
        whenOver = then;
    }

    /** What it says first, as soon as it is let in. */
    void greet(byte[] frame) {
        greeting = frame;
    }

    /** Whether the upgrade was answered with 101. */
    boolean isOpen() {
        return isOpen;
    }

    void send(byte[] bytes) {
        send(ByteBuffer.wrap(bytes));
    }

    /** Takes all of it, at once or as the socket has room. */
    void send(ByteBuffer bytes) {
        try {
            if (unsent == null) {
                channel.write(bytes);
            }
            if (bytes.hasRemaining()) {
                keep(bytes);
            }
        } catch (IOException e) {
            throw new Unexpected(name + " cannot send", e);
        }
    }

    /** As soon as it is connected. */
    void sendLater(byte[] bytes) {
        unsent = ByteBuffer.wrap(bytes);
    }

    private void keep(ByteBuffer bytes) {
        int waiting = unsent == null ? 0 : unsent.remaining();
        var more = ByteBuffer.allocateDirect(waiting + bytes.remaining());
        if (unsent != null) {
            more.put(unsent);
        }
        unsent = more.put(bytes).flip();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** Called by the loop. {@code in} is the loop's buffer; what is in it does not outlive the call. */
    void ready(ByteBuffer in) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            if (key.isWritable() && unsent != null) {
                channel.write(unsent);
                if (!unsent.hasRemaining()) {
                    unsent = null;
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable()) {
                read(in);
            }
        } catch (IOException e) {
            over("failed: " + e);
        }
    }

    private void over(String why) {
        close();
        whenOver.accept(name + " " + why);
    }

    private void read(ByteBuffer in) throws IOException {
        in.clear();
        if (cutOff != null) {
            in.put(cutOff);
            cutOff = null;
        }
        if (channel.read(in) < 0) {
            over("was hung up on");
            return;
        }
        in.flip();
        int at = isOpen ? 0 : answer(in);
        if (!channel.isOpen()) {
            return;
        }
        if (isOpen) {
            at = frames(in, at);
            ear.pause();
        }
        if (at < in.limit() && channel.isOpen()) {
            cutOff = ByteBuffer.allocateDirect(in.limit() - at)
                    .put(in.position(at))
                    .flip();
        }
    }

    /** Reads the answer to the upgrade, if it is all there. Where the first frame begins. */
    private int answer(ByteBuffer in) {
        int end = Walker.find(in, END_OF_HEAD, 0, in.limit());
        if (end < 0) {
            return 0;
        }
        var head = Walker.string(in, 0, end);
        if (!head.startsWith("HTTP/1.1 101")) {
            over("was refused: " + head);
            return 0;
        }
        isOpen = true;
        send(greeting);
        return end + END_OF_HEAD.length;
    }

    private int frames(ByteBuffer in, int start) throws IOException {
        int at = start;
        while (channel.isOpen() && in.limit() - at >= 2) {
            int first = in.get(at);
            int length = in.get(at + 1);
            int payload = at + (length == 126 ? 4 : length == 127 ? 10 : 2);
            if (payload > in.limit()) {
                break;
            }
            if (length == 126) {
                length = in.getShort(at + 2) & 0xffff;
            } else if (length == 127) {
                length = Math.toIntExact(in.getLong(at + 2));
            }
            if (payload + length > in.limit()) {
                break;
            }
            frame(in, first, payload, payload + length);
            at = payload + length;
        }
        return at;
    }

    private void frame(ByteBuffer in, int first, int from, int to) throws IOException {
        if (first >= 0) {
            throw new Unexpected(name + " was sent a part of a message");
        }
        switch (first & OPCODE) {
            case TEXT -> walker.walk(in, from, to, ear);
            case PING -> {
                byte[] payload = new byte[to - from];
                in.get(from, payload);
                send(Template.pong(payload));
            }
            case CLOSE -> over("was closed: " + in.getShort(from) + " " + Walker.string(in, from + 2, to));
            default -> throw new Unexpected(name + " was sent a frame of type " + (first & OPCODE));
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Unexpected(name + " cannot be closed", e);
        }
    }
}
