package dev.confab.web.live;

import java.nio.ByteBuffer;
import java.util.List;

/** A whole WebSocket text message in one frame, as a server sends it: unmasked (RFC 6455, section 5.2). */
final class TextFrame {
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int LARGEST_7_BIT = 125;
    private static final int LARGEST_16_BIT = 65_535;

    private TextFrame() {}

    /** One JSON array of these items, which are JSON in UTF-8; at least one. */
    static byte[] arrayOf(List<byte[]> items) {
        int size = 1 + items.size(); // brackets and commas
        for (byte[] item : items) {
            size += item.length;
        }
        ByteBuffer frame = ByteBuffer.allocate(size + header(size)).put(FINAL_TEXT);
        if (size <= LARGEST_7_BIT) {
            frame.put((byte) size);
        } else if (size <= LARGEST_16_BIT) {
            frame.put((byte) 126).putShort((short) size);
        } else {
            frame.put((byte) 127).putLong(size);
        }
        byte before = '[';
        for (byte[] item : items) {
            frame.put(before).put(item);
            before = ',';
        }
        return frame.put((byte) ']').array();
    }

    private static int header(int size) {
        return size <= LARGEST_7_BIT ? 2 : size <= LARGEST_16_BIT ? 4 : 10;
    }
}
