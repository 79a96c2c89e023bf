package dev.confab.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** One connection of a {@link Live}: reads in a thread of its own, puts fragments together, answers pings. */
final class Connection {

    private final Live live;
    private final RawSocket socket;
    private boolean open = true;
    private boolean reading = true;
    private int closeCode = -1;

    Connection(Live live, RawSocket socket) {
        if (socket.status() != 101) {
            throw new AssertionError("the handshake was answered " + socket.status() + ": " + socket.body());
        }
        this.live = live;
        this.socket = socket;
    }

    void start() {
        Thread.ofVirtual().name("live").start(this::read);
    }

    RawSocket socket() {
        return socket;
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized OptionalInt closeCode() {
        return closeCode < 0 ? OptionalInt.empty() : OptionalInt.of(closeCode);
    }

    synchronized void reading(boolean on) {
        reading = on;
        notifyAll();
    }

    void cut() {
        try {
            socket.cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended();
    }

    void close() {
        try {
            socket.sendClose(1000);
            socket.close();
        } catch (IOException e) {
            // Gone already.
        }
        ended();
    }

    void ended() {
        synchronized (this) {
            open = false;
            notifyAll();
        }
        live.changed();
    }

    private void read() {
        try {
            var message = new ByteArrayOutputStream();
            while (mayRead()) {
                var frame = socket.read();
                switch (frame.opcode()) {
                    case RawSocket.TEXT, RawSocket.CONTINUATION -> {
                        message.write(frame.payload());
                        if (frame.fin()) {
                            hear(message.toString(StandardCharsets.UTF_8));
                            message.reset();
                        }
                    }
                    case RawSocket.PING -> socket.send(true, 0, RawSocket.PONG, frame.payload(), true);
                    case RawSocket.CLOSE -> {
                        closedWith(frame.closeCode());
                        socket.sendClose(frame.closeCode());
                        socket.close();
                    }
                    default -> {
                        // A pong, which nobody has asked for.
                    }
                }
            }
        } catch (IOException e) {
            // The end of the connection, whoever has ended it.
        } finally {
            ended();
        }
    }

    private void hear(String message) {
        try {
            Wire.frames(message).forEach(frame -> live.hear(this, frame));
        } catch (AssertionError | RuntimeException e) {
            live.objectTo(e);
            throw e;
        }
    }

    private synchronized void closedWith(int code) {
        closeCode = code;
    }

    private synchronized boolean mayRead() throws IOException {
        while (open && !reading) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return open;
    }

    @Override
    public synchronized String toString() {
        return open ? "the connection is open" : "the connection has ended, close code " + closeCode;
    }
}
