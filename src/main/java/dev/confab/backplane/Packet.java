package dev.confab.backplane;

import dev.confab.event.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one node tells the others on one topic.
 *
 * @param node who says it; to hear oneself again is no news
 * @param entries of the log that the topic is
 */
record Packet(String node, List<Entry> entries, List<Signal> signals) {
    /** Something that is kept nowhere. */
    record Signal(String word, String text) {}

    /** Another version's packets are passed over, so that nodes of two versions can stand side by side. */
    private static final int VERSION = 1;

    private static final int MOST = 100_000;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, node);
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                write(out, entry.log());
                out.writeLong(entry.seq());
                write(out, entry.kind());
                out.writeLong(entry.at().getEpochSecond());
                out.writeInt(entry.at().getNano());
                write(out, entry.actor());
                write(out, entry.body());
                out.writeBoolean(entry.clientId() != null);
                if (entry.clientId() != null) {
                    write(out, entry.clientId());
                }
            }
            out.writeInt(signals.size());
            for (Signal signal : signals) {
                write(out, signal.word());
                write(out, signal.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing can fail in memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if it is none of this version */
    static Packet decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("of another version");
            }
            String node = read(in);
            List<Entry> entries = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                entries.add(new Entry(
                        read(in),
                        in.readLong(),
                        read(in),
                        Instant.ofEpochSecond(in.readLong(), in.readInt()),
                        read(in),
                        read(in),
                        in.readBoolean() ? read(in) : null));
            }
            List<Signal> signals = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                signals.add(new Signal(read(in), read(in)));
            }
            if (in.available() > 0) {
                throw new IOException("more than it says");
            }
            return new Packet(node, entries, signals);
        } catch (DateTimeException e) {
            throw new IOException("no time", e);
        }
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a count of " + count);
        }
        return count;
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        // Asked before anything is made: a length is only a number that somebody has written.
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
