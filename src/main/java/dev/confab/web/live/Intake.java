package dev.confab.web.live;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * The way in of one socket. It can be held for one who says too much: then nothing is read, the kernels' buffers fill,
 * and the peer waits before it can say more. To refuse each frame of a flood would cost as much as the flood.
 */
final class Intake extends ServletInputStream implements ReadListener {
    private static final int AT_ONCE = 4_096;

    private ServletInputStream in;
    private ReadListener reader;
    private boolean isHeld;
    /** Whether the reader was kept from reading, and waits to be told that it may. */
    private boolean isOwed;

    /** The same connection, but for the way in. */
    @SuppressWarnings("try") // that closing may be interrupted is the interface's own word
    WebConnection of(WebConnection upgraded) throws IOException {
        in = upgraded.getInputStream();
        return new WebConnection() {
            @Override
            public ServletInputStream getInputStream() {
                return Intake.this;
            }

            @Override
            public ServletOutputStream getOutputStream() throws IOException {
                return upgraded.getOutputStream();
            }

            @Override
            public void close() throws Exception {
                upgraded.close();
            }
        };
    }

    /** What has been read already is still heard. */
    synchronized void hold() {
        isHeld = true;
    }

    synchronized boolean isHeld() {
        return isHeld;
    }

    /** Reads on, by this thread, if there is something to read. */
    void release() {
        boolean mustRead;
        synchronized (this) {
            isHeld = false;
            mustRead = isOwed;
            isOwed = false;
        }
        if (mustRead && in.isReady()) { // else the container tells when there is something
            try {
                reader.onDataAvailable();
            } catch (IOException e) {
                reader.onError(e);
            }
        }
    }

    private synchronized boolean isKeptFromReading() {
        isOwed |= isHeld;
        return isHeld;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        reader = listener;
        in.setReadListener(this);
    }

    @Override
    public boolean isReady() {
        return !isKeptFromReading() && in.isReady();
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (!isKeptFromReading()) {
            reader.onDataAvailable();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        reader.onAllDataRead();
    }

    @Override
    public void onError(Throwable failure) {
        reader.onError(failure);
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    /** Of a flood, only so much has been read by the time it is noticed. */
    @Override
    public int available() throws IOException {
        return Math.min(in.available(), AT_ONCE);
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return in.read(bytes, from, length);
    }
}
