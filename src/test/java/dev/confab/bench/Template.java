package dev.confab.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A client's text frame (RFC 6455, section 5.2) that is masked once and then only patched: the number of the message
 * stands wherever the payload has {@link #NUMBER}, a random UUID where it has {@link #UUID}.
 */
final class Template {
    /** Ten digits on the wire. */
    static final String NUMBER = "NNNNNNNNNN";
    /** A version 4 UUID on the wire. */
    static final String UUID = "UUUUUUUU-UUUU-4UUU-8UUU-UUUUUUUUUUUU";
    /** What our messages begin with, before their number. */
    static final String MARK = "bench-";

    private static final String FILLING = "thequickbrownfoxjumpsoverthelazydogand";
    private static final int[] MASK = {0x5a, 0x13, 0xc7, 0x2e};
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int MASKED = 0x80;
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8a;

    private final byte[] frame;
    private final int payloadAt;
    private final int[] numbersAt;
    private final int uuidAt;
    private final SplittableRandom random;

    Template(String payload, long seed) {
        frame = frame(TEXT, payload.getBytes(StandardCharsets.UTF_8));
        payloadAt = frame.length - payload.length();
        numbersAt = Pattern.compile(NUMBER)
                .matcher(payload)
                .results()
                .mapToInt(MatchResult::start)
                .toArray();
        uuidAt = payload.indexOf(UUID);
        random = new SplittableRandom(seed);
    }

    /** A message's text of this many characters; it begins with its number. */
    static String text(int length) {
        var start = MARK + NUMBER + " ";
        return start + FILLING.repeat(length / FILLING.length() + 1).substring(start.length(), length);
    }

    static byte[] text(String payload) {
        return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pong(byte[] payload) {
        return frame(PONG, payload);
    }

    private static byte[] frame(int opcode, byte[] payload) {
        var out = ByteBuffer.allocate(payload.length + 14).put((byte) opcode);
        if (payload.length < 126) {
            out.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            out.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            out.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        for (int key : MASK) {
            out.put((byte) key);
        }
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    int length() {
        return frame.length;
    }

    void writeTo(ByteBuffer out, long number) {
        for (int at : numbersAt) {
            long rest = number;
            for (int i = NUMBER.length() - 1; i >= 0; i--) {
                patch(at + i, '0' + (int) (rest % 10));
                rest /= 10;
            }
        }
        if (uuidAt >= 0) {
            drawUuid();
        }
        out.put(frame);
    }

    private void drawUuid() {
        long bits = random.nextLong();
        int used = 0;
        for (int i = 0; i < UUID.length(); i++) {
            if (UUID.charAt(i) == 'U') {
                patch(uuidAt + i, HEX[(int) bits & 15]);
                bits >>>= 4;
                if (++used == 16) {
                    bits = random.nextLong();
                }
            }
        }
    }

    private void patch(int at, int character) {
        frame[payloadAt + at] = (byte) (character ^ MASK[at & 3]);
    }
}
